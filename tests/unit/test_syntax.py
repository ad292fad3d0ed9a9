"""Whatever is wrong with a YAML file, the reader says something useful at a place that exists.

Each slip that the engine knows has its golden file (golden/mistakes/); these tests are about all the others.
"""

import itertools

import pytest

from charterkit.source import read_yaml
from tests.conftest import SMALL

TEXT = (SMALL / "content" / "case-studies" / "example-school.yml").read_text("utf-8")
SIGNS = [
    "",
    ":",
    "- ",
    '"',
    "'",
    "[",
    "{",
    "*",
    "&",
    "!",
    "|",
    ">",
    "%",
    "@",
    "\t",
    "#",
    "  ",
    "\n",
    "? ",
    "---\n",
    "}",
]


def spoilt(text, step):
    """Give the text with a sign set in, or a letter taken away, at every so many places."""
    for place, sign in zip(range(0, len(text), step), itertools.cycle(SIGNS), strict=False):
        yield text[:place] + sign + text[place + (1 if not sign else 0) :]


@pytest.mark.parametrize("step", [3, 5, 7])
def test_no_slip_ends_in_an_exception_or_without_a_place(step):
    told = set()
    for text in spoilt(TEXT, step):
        lines = text.split("\n")
        for problem in read_yaml(text, "x.yml")[1]:
            told.add(problem.rule)
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
            assert problem.message
            assert problem.hint
    assert len(told) > 5, "the slips must be of many kinds"


def test_few_slips_are_told_in_the_words_of_the_parser():
    """Those are the words of a programmer; they are for what no rule knows."""
    problems = [read_yaml(text, "x.yml")[1] for text in spoilt(TEXT, 2)]
    spoken = [found[-1] for found in problems if found]
    assert len(spoken) > 200
    assert sum(problem.rule == "yaml" for problem in spoken) < len(spoken) / 100
