"""The words by which spelling is put right."""

from charterkit.views import search


def test_spelling_knows_the_words_of_titles_the_most_frequent_first():
    """Each counted once a title, without case; short ones and numbers are left out."""
    found = search.spelling(["Reading, reading and MATHS", "Maths in Year 7", "Über-reading <b>"])
    assert ("maths", "reading", "year", "über") == found


def test_spelling_is_no_larger_than_a_phone_would_like():
    """However many titles there are."""
    letters = "abcdefghij"
    titles = [f"word{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in letters]
    assert len(search.spelling(titles)) == 4000
