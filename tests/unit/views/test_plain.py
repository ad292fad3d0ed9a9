"""The words of a Markdown text, for print and search."""

import pytest

from charterkit.views.plain import plain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a **b** _c_ `d`", "a b c d"),
        ("a\nb", "a b"),
        ("a\n\nb", "a\n\nb"),
        ("- a\n- b", "a\n\nb"),
        ("# Title\n\ntext", "Title\n\ntext"),
        ("[words](https://example.org)", "words"),
        ("a &amp; b &lt; c", "a & b < c"),
        ("a <script>alert(1)</script> b", "a alert(1) b"),
        ("<script>alert(1)</script>", ""),
        ("![words](x.png)", "words"),
        ("> said", "said"),
        ("", ""),
    ],
)
def test_words_are_all_that_is_left(text, words):
    assert words == plain(text)
