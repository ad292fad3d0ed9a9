"""The index, part by part, as Pagefind makes it."""

from functools import partial

import pytest

from charterkit.problems import CharterkitError
from charterkit.publish.search import Document, Index


@pytest.fixture
def index(tmp_path):
    return Index(tmp_path / "work", lambda made_from: repr(made_from).encode())


def page(path, texts, made_from):
    return Document(path, f"Title of {path}", "Case study", "en", texts, made_from)


def unasked():
    pytest.fail("the words were asked for")


def test_words_are_asked_for_only_when_what_they_are_made_from_has_changed(index):
    """To find the words of a thousand records takes longer than to see that they are as they were."""
    index.make([page("a/", lambda: ("one",), 1), page("b/", lambda: ("two",), 1)], range(1))
    index.make([page("a/", unasked, 1), page("b/", unasked, 1)], range(1))
    index.make([page("a/", lambda: ("three",), 2), page("b/", lambda: ("two",), 1)], range(1))
    index.make([page("a/", unasked, 2), page("b/", unasked, 1)], range(1))


def test_one_part_is_made_without_asking_for_the_words_of_another(index):
    pages = [f"page-{number}/" for number in range(20)]
    asked = set()

    def words(path):
        asked.add(path)
        return (path,)

    def documents(changed=""):
        for path in pages:
            yield page(path, partial(words, path), int(path == changed))

    index.make(documents(), range(2))
    assert asked == set(pages)
    asked.clear()
    index.make(documents(changed="page-3/"), range(2))
    assert "page-3/" in asked
    assert asked < set(pages)


def test_pagefinds_own_words_are_told_when_it_fails(index, tmp_path, monkeypatch):
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: "/bin/false")
    with pytest.raises(CharterkitError, match="could not be made"):
        index.make([page("a/", lambda: ("one",), 1)], range(1))
    assert not (tmp_path / "work" / "0" / "key").exists()
