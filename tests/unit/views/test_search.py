"""The words by which spelling is put right."""

import pytest

from charterkit import catalogue
from charterkit.cache import Cache
from charterkit.views import search
from tests.editing import COLLEGE, SCHOOL, add, replace


def test_spelling_knows_the_words_of_titles_the_most_frequent_first():
    """Each counted once a title, without case; short ones and numbers are left out."""
    found = search.spelling(["Reading, reading and MATHS", "Maths in Year 7", "Über-reading <b>"])
    assert ("maths", "reading", "year", "über") == found


def test_spelling_is_no_larger_than_a_phone_would_like():
    """However many titles there are."""
    letters = "abcdefghij"
    titles = [f"word{a}{b}{c}{d}" for a in letters for b in letters for c in letters for d in letters]
    assert len(search.spelling(titles)) == 4000


class TestWhatWordsAreMadeFrom:
    """Equal means that the words are; it is found without them."""

    @pytest.fixture
    def made_from(self, site, tmp_path):
        def look(record="example-school"):
            words = search.Words(catalogue.load(site, Cache(tmp_path / "records.sqlite")))
            return words.made_from("case-studies", record)

        look()  # the first time, nothing is remembered
        return look

    def test_stays_while_nothing_changes(self, made_from):
        assert made_from() == made_from()

    def test_changes_with_the_file(self, site, made_from):
        before = made_from()
        replace(site, SCHOOL, "place: Exampleton", "place: Elsewhere")
        assert before != made_from()

    def test_does_not_change_with_another_record(self, site, made_from):
        before = made_from()
        add(site, COLLEGE, "place: Elsewhere\n")
        assert before == made_from()

    def test_changes_with_the_label_of_a_term(self, site, made_from):
        before = made_from()
        replace(site, "data/vocabularies/setting-types.csv", "Primary", "First")
        assert before != made_from()

    def test_is_the_words_where_no_file_is_remembered(self, site):
        words = search.Words(catalogue.load(site))
        assert words.made_from("case-studies", "example-school") == words.of("case-studies", "example-school")
