"""Translations of charters, clause by clause against the original.

A translation whose original has moved on is not compared: that is told to readers, and to editors by the commands
`check` and `translations`; it does not keep whoever changes the original from publishing the change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from charterkit import originals
from charterkit.check import rules
from charterkit.problems import Problem, Severity, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.originals import Original, Originals
    from charterkit.records import Row, Tables
    from charterkit.schema import DataModel

_OPTIONAL = ("aspiration", "introduction")
_RULE = "translation"
_WORDS_OF_A_SENTENCE = 3
"""From how many words on a text that is the same in both languages was hardly meant to be."""


def translations(model: DataModel, tables: Tables) -> Iterator[Problem]:
    """Find translations that lack a part of their original, or hold what it has not."""
    if "charter-translations" not in model.tables:
        return
    charters = {row.cells.get("id", ""): row for row in tables.get("charters", ())}
    texts = originals.Originals(tables)
    seen: set[tuple[str, str]] = set()
    for row in tables["charter-translations"]:
        yield from _repeated(row, seen)
        yield from _unreviewed(row)
        source = charters.get(row.cells.get("charter", ""))
        if source is None or source.broken or row.broken:
            continue  # told already
        yield from _language(row, source)
        original = texts.charter(source)
        if not moved_on(row, original):
            yield from _Compared(original, texts.translation(row)).problems()
            yield from _principles(row, source, texts)


def behind(model: DataModel, tables: Tables, faulty: set[str]) -> Iterator[Problem]:
    """Find translations whose original has moved on. What is wrong in one of the `faulty` files is told first."""
    if "charter-translations" not in model.tables:
        return
    charters = {row.cells.get("id", ""): row for row in tables.get("charters", ())}
    texts = originals.Originals(tables)
    for row in tables["charter-translations"]:
        source = charters.get(row.cells.get("charter", ""))
        if source is None or {row.path, source.path} & faulty or not source.cells.get("version"):
            continue
        if moved_on(row, texts.charter(source)):
            version, now = row.cells.get("original_version", ""), source.cells["version"]
            place, message = "original_text", "the original was reworded after it was translated"
            if version != now:
                place = "original_version"
                message = f"version `{short(version)}` was translated, and the original is now version `{short(now)}`"
            rule = rules.TRANSLATION_BEHIND
            yield replace(row.problem(place, message, rule.settle, rule.name), severity=rule.severity)


def moved_on(row: Row, original: Original) -> bool:
    """Say whether the original is not any more what was translated."""
    told = row.cells.get("original_text", "")
    version = row.cells.get("original_version") == original.row.cells.get("version")
    return not version or (bool(told) and told != original.fingerprint)


def _repeated(row: Row, seen: set[tuple[str, str]]) -> Iterator[Problem]:
    key = row.cells.get("charter", ""), row.cells.get("language", "")
    if key in seen and all(key):
        message = f"`{key[0]}` has another translation with the language `{key[1]}`"
        yield row.problem("language", message, "Keep one of the two.", "twice")
    seen.add(key)


def _unreviewed(row: Row) -> Iterator[Problem]:
    """A translation that is said to be reviewed says by whom and when."""
    if row.cells.get("review") != "reviewed":
        return
    for name, what in (("reviewed_by_role", "the role of whoever read it"), ("reviewed_on", "the date")):
        if not row.cells.get(name) and name not in row.broken:
            hint = f"Write {what}, or `review: awaiting review`."
            yield row.problem("review", f"a reviewed translation needs `{name}`", hint, "required")


def _language(row: Row, source: Row) -> Iterator[Problem]:
    if row.cells.get("language") == (source.cells.get("language") or "en").lower():
        hint = "Name the language into which it was translated."
        yield row.problem("language", "this is the language of the original", hint, _RULE)


def _principles(row: Row, source: Row, texts: Originals) -> Iterator[Problem]:
    ids = (source.cells.get("id", ""), row.cells.get("id", ""))
    wanted = [r.cells["principle"] for r in texts.below("charter-principles", "charter", ids[0])]
    given = [r.cells.get("principle") for r in texts.below("charter-translation-principles", "translation", ids[1])]
    lacking = [key for key in wanted if key not in given]
    if lacking:
        message = "`principles` lacks " + ", ".join(f"`{key}`" for key in lacking)
        hint = "Write for each `- principle: ` and its id, and below it `title: ` and its title in this language."
        yield row.problem("principles", message, hint, _RULE)


class _Compared:
    """An original and its translation, section by section."""

    def __init__(self, original: Original, translation: Original) -> None:
        self.original = original
        self.translation = translation

    def problems(self) -> Iterator[Problem]:
        own, translated = self.original.row, self.translation.row
        for name in _OPTIONAL:
            yield from _both(own, translated, name)
        for name in ("title", "summary", *_OPTIONAL):
            yield from _same(own, translated, name)
        sections, found = self.original.sections, self.translation.sections
        if len(found) < len(sections):
            missing = sections[len(found)].cells.get("heading", "")
            message = f"section {len(found) + 1} of the original is missing: \u201c{short(missing)}\u201d"
            yield translated.problem("sections", message, "Add it below the last section.", _RULE)
        for section in found[len(sections) :]:
            message = f"the original has no section {section.cells['position']}"
            yield section.problem("heading", message, "Remove it, or put its clauses where they belong.", _RULE)
        for section, other in zip(sections, found, strict=False):
            yield from _both(section, other, "introduction")
            yield from _same(section, other, "heading")
            yield from self._statements(section, other)

    def _statements(self, section: Row, other: Row) -> Iterator[Problem]:
        place = section.cells["position"]
        wanted = self.original.statements.get((place,), [])
        given = self.translation.statements.get((place,), [])
        pairs, lacking, over = paired(wanted, given)
        for statement in lacking:
            clause = f"clause {place}.{statement.cells['position']}"
            key = statement.cells.get("key")
            message = f"{clause} of the original is missing: \u201c{short(statement.cells.get('text', ''))}\u201d"
            hint = f"Add it to this section{f', with `key: {key}`' if key else ''}."
            yield other.problem("heading", message, hint, _RULE)
        for statement in over:
            key = statement.cells.get("key")
            what = f"the key `{key}`" if key else f"a clause {place}.{statement.cells['position']}"
            hint = "Remove the clause, or give it the key of the one that it translates."
            yield statement.problem(
                "key" if key else "text", f"section {place} of the original has nothing with {what}", hint, _RULE
            )
        for one, two in pairs:
            yield from _both(one, two, "so")
            yield from _same(one, two, "text")
            yield from _same(one, two, "so")
            yield from self._ways(one, two)

    def _ways(self, one: Row, two: Row) -> Iterator[Problem]:
        ways = self.original.by.get((one.cells["section"], one.cells["position"]), [])
        told = self.translation.by.get((two.cells["section"], two.cells["position"]), [])
        if len(ways) != len(told):
            hint = "Write one entry for each, in the same order."
            message = f"`by` has {len(told)} of the {len(ways)} entries of the original"
            if len(told) > len(ways):
                message = f"`by` has {len(told)} entries, the original {len(ways)}"
            yield two.problem("text", message, hint, _RULE)
        for way, other in zip(ways, told, strict=False):
            yield from _same(way, other, "text")


def paired(wanted: list[Row], given: list[Row]) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Pair the clauses of a section by key, or by place where the translation gives none; give what is left on each."""
    by_key = {row.cells["key"]: row for row in given if row.cells.get("key")}
    by_place = {row.cells["position"]: row for row in given if not row.cells.get("key")}
    pairs, lacking = [], []
    for row in wanted:
        key = row.cells.get("key", "")
        other = by_key.pop(key, None) if key else None
        if other is None:
            other = by_place.pop(row.cells["position"], None)
        if other is None:
            lacking.append(row)
        else:
            pairs.append((row, other))
    return pairs, lacking, [*by_key.values(), *by_place.values()]


def _both(one: Row, two: Row, name: str) -> Iterator[Problem]:
    """Where one of the two has a text the other needs it."""
    if one.cells.get(name) and not two.cells.get(name) and name not in two.broken:
        at = "text" if "text" in two.cells else "heading" if "heading" in two.cells else "title"
        message = f"`{name}` of the original is not translated: \u201c{short(one.cells[name])}\u201d"
        yield two.problem(at, message, f"Write `{name}: ` and the text in this language.", _RULE)
    elif two.cells.get(name) and not one.cells.get(name):
        yield two.problem(name, f"the original has no `{name}` here", "Remove it.", _RULE)


def _same(one: Row, two: Row, name: str) -> Iterator[Problem]:
    """Warn of what was left as it was."""
    text = " ".join(one.cells.get(name, "").split())
    if len(text.split()) >= _WORDS_OF_A_SENTENCE and text == " ".join(two.cells.get(name, "").split()):
        message = f"`{name}` is the same as in the original"
        line, column = two.place(name)
        yield Problem(two.path, line, column, message, "Translate it.", _RULE, Severity.WARNING)
