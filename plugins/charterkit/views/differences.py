"""Compares two versions of a charter clause by clause, and the words of a clause that changed.

A clause is known again by its key; where there is none, by its text, and then by the likeness of its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from charterkit.views.clauses import clauses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charterkit.model import Section
    from charterkit.views.clauses import Numbered

Kind = Literal["same", "changed", "added", "removed"]

ALIKE = 0.55
"""From which share of common words on two clauses are taken for one that was reworded."""

_MOST_COMPARISONS = 20_000
"""More pairs of clauses than this are not compared word by word: nobody wrote a charter of so many."""

_WORD = re.compile(r"\w+|[^\w\s]+|\s+")


@dataclass(frozen=True)
class Piece:
    """A run of words that is in both versions, or in one."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Line:
    """A text of a clause (what it says, a way in which it is met, or what follows) with its words compared."""

    part: Literal["text", "by", "so"]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class ClauseChange:
    """A clause in two versions: its numbers, empty where it is not; `anchor` is its anchor in the newer one.

    `moved` says that it stands under another heading now, which was `old_heading`.
    """

    kind: Kind
    number: str
    old_number: str
    anchor: str
    heading: str
    old_heading: str
    lines: tuple[Line, ...]

    @property
    def moved(self) -> bool:
        """Say whether it stands under another heading than before."""
        return self.kind in {"same", "changed"} and self.heading != self.old_heading


Placed = tuple["Section", "Numbered"]


def compared(old: tuple[Section, ...], new: tuple[Section, ...]) -> tuple[ClauseChange, ...]:
    """Give every clause of both versions, in the order of the newer; what was removed stands where it stood."""
    before, after = list(clauses(old)), list(clauses(new))
    partner = _paired(before, after)
    taken = set(partner.values())
    changes: list[ClauseChange] = []
    waiting = 0
    for place, clause in enumerate(after):
        match = partner.get(place)
        if match is not None:
            changes += (_removed(b) for n, b in enumerate(before[waiting:match], waiting) if n not in taken)
            waiting = max(waiting, match + 1)
        changes.append(_change(before[match] if match is not None else None, clause))
    changes += (_removed(b) for n, b in enumerate(before[waiting:], waiting) if n not in taken)
    return tuple(changes)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts word by word; how their lines are broken does not count."""
    old, new = " ".join(old.split()), " ".join(new.split())
    if old == new:
        return (Piece("same", new),) if new else ()
    before, after = _WORD.findall(old), _WORD.findall(new)
    found: list[Piece] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(after[k:m])))
            continue
        if i < j:
            found.append(Piece("removed", "".join(before[i:j])))
        if k < m:
            found.append(Piece("added", "".join(after[k:m])))
    return tuple(_joined(found))


def _joined(found: list[Piece]) -> Iterator[Piece]:
    """Join changes that only a space parts: a reworded phrase reads as one change, not as one for every word."""
    kept: list[Piece] = []
    for piece in found:
        if piece.kind == "same" and piece.text.isspace() and kept and kept[-1].kind != "same":
            kept += [Piece("removed", piece.text), Piece("added", piece.text)]
        else:
            kept.append(piece)
    removed = added = ""
    for piece in [*kept, Piece("same", "")]:
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        else:
            if removed:
                yield Piece("removed", removed)
            if added:
                yield Piece("added", added)
            removed = added = ""
            if piece.text:
                yield piece


def _paired(before: list[Placed], after: list[Placed]) -> dict[int, int]:
    """Give, for each clause of the newer version that was there before, its place in the older."""
    pairs = _by_key(before, after)
    pairs |= _by_text(before, after, pairs)
    return pairs | _by_likeness(before, after, pairs)


def _by_key(before: list[Placed], after: list[Placed]) -> dict[int, int]:
    keys = {b.statement.key: n for n, (_, b) in enumerate(before) if b.statement.key}
    found = [(place, clause.statement.key) for place, (_, clause) in enumerate(after)]
    return {place: keys[key] for place, key in found if key in keys}


def _by_text(before: list[Placed], after: list[Placed], pairs: dict[int, int]) -> dict[int, int]:
    taken = set(pairs.values())
    texts: dict[str, list[int]] = {}
    for n, (_, b) in enumerate(before):
        if n not in taken:
            texts.setdefault(" ".join(b.statement.text.split()), []).append(n)
    found = {}
    for place, (_, clause) in enumerate(after):
        same = texts.get(" ".join(clause.statement.text.split()))
        if place not in pairs and same and not _differ(before[same[0]], after[place]):
            found[place] = same.pop(0)
    return found


def _by_likeness(before: list[Placed], after: list[Placed], pairs: dict[int, int]) -> dict[int, int]:
    """Pair what is left, the most alike first."""
    taken = set(pairs.values())
    left = [n for n in range(len(before)) if n not in taken]
    places = [place for place in range(len(after)) if place not in pairs]
    if len(left) * len(places) > _MOST_COMPARISONS:
        return {}
    likely = [(likeness, place, n) for place in places for n, likeness in _likenesses(after[place], before, left)]
    found: dict[int, int] = {}
    for _, place, n in sorted(likely, key=lambda item: (-item[0], item[1], item[2])):
        if place not in found and n not in taken:
            found[place] = n
            taken.add(n)
    return found


def _likenesses(clause: Placed, before: list[Placed], left: list[int]) -> Iterator[tuple[int, float]]:
    """Give those of the clauses `left` that are alike enough, and how much."""
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(_WORD.findall(clause[1].statement.text.lower()))
    for n in left:
        if _differ(before[n], clause):
            continue
        matcher.set_seq1(_WORD.findall(before[n][1].statement.text.lower()))
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= ALIKE and (ratio := matcher.ratio()) >= ALIKE:
            yield n, ratio


def _differ(one: Placed, other: Placed) -> bool:
    """Say whether two clauses have keys that tell them apart."""
    keys = one[1].statement.key, other[1].statement.key
    return all(keys) and keys[0] != keys[1]


def _change(before: Placed | None, after: Placed) -> ClauseChange:
    section, clause = after
    if before is None:
        return ClauseChange("added", clause.number, "", clause.anchor, section.heading, "", tuple(_lines(None, clause)))
    lines = tuple(_lines(before[1], clause))
    changed = any(piece.kind != "same" for line in lines for piece in line.pieces)
    return ClauseChange(
        kind="changed" if changed else "same",
        number=clause.number,
        old_number=before[1].number,
        anchor=clause.anchor,
        heading=section.heading,
        old_heading=before[0].heading,
        lines=lines,
    )


def _removed(before: Placed) -> ClauseChange:
    section, clause = before
    return ClauseChange("removed", "", clause.number, "", section.heading, section.heading, tuple(_lines(clause, None)))


def _lines(old: Numbered | None, new: Numbered | None) -> Iterator[Line]:
    before, after = (n.statement if n else None for n in (old, new))
    yield Line("text", pieces(before.text if before else "", after.text if after else ""))
    ways = (before.by if before else ()), (after.by if after else ())
    for what, i, j, k, m in SequenceMatcher(None, ways[0], ways[1], autojunk=False).get_opcodes():
        if what == "equal":
            yield from (Line("by", pieces(way, way)) for way in ways[1][k:m])
            continue
        olds, news = ways[0][i:j], ways[1][k:m]
        for place in range(max(len(olds), len(news))):
            one = olds[place] if place < len(olds) else ""
            two = news[place] if place < len(news) else ""
            yield Line("by", pieces(one, two))
    if so := pieces(before.so if before else "", after.so if after else ""):
        yield Line("so", so)
