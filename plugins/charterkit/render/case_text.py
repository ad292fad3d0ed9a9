"""A case study as plain text: what its print says, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from charterkit.render.text import encoded, heading, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from charterkit.views.blocks import Node
    from charterkit.views.printables import PrintedBrand, PrintedCase, PrintedLine


def document(brand: PrintedBrand, case: PrintedCase) -> bytes:
    """Give a case study."""
    return encoded(_document(brand, case))


def _document(brand: PrintedBrand, case: PrintedCase) -> Iterator[str]:
    words = case.words
    yield from heading(case.title, "=")
    yield from lines(case.name, case.setting)
    yield from lines(case.flag.upper())
    yield from lines(case.summary)
    yield from _facts(case.tags)
    if case.figures:
        yield from heading(words.numbers, "=")
        yield from lines(*(f"{figure.label}: {_more(figure.value, figure.more)}" for figure in case.figures))
    yield from heading(words.evidence, "=")
    yield from _facts(case.evidence)
    for chapter in case.chapters:
        yield from heading(chapter.heading, "=")
        for part in chapter.parts:
            if part.heading:
                yield from heading(part.heading, "-")
            yield from lines(*_blocks(part.blocks), keep=True)
            if part.example:
                yield from lines(f"{words.example}:")
                yield from lines(*_blocks(part.example), keep=True)
    if case.sources:
        yield from heading(words.sources, "=")
        yield from lines(*(f"- {source}" for source in case.sources))
    yield "* * *"
    yield ""
    online = f"{words.online}: {case.url}" if case.url else ""
    whose = f"{brand.name}, {case.licence}".strip(", ")
    for text in dict.fromkeys((brand.notice, case.dates, online, whose)):
        yield from lines(text)


def _facts(facts: Iterable[PrintedLine]) -> Iterator[str]:
    for fact in facts:
        more = _blocks(fact.blocks)
        told = [fact.text, "", *more] if fact.text and more else [fact.text] if fact.text else more
        yield from lines(f"{fact.label}: {told[0]}" if told else "", *told[1:], keep=True)


def _more(text: str, more: str) -> str:
    return f"{text} ({more})" if more else text


def _blocks(nodes: Sequence[Node]) -> list[str]:
    """Give the lines of a tree of blocks (`views.blocks`), with an empty one between two blocks."""
    found: list[str] = []
    for node in nodes:
        found += ["", *_block(node)] if found else _block(node)
    return found


def _block(node: Node) -> list[str]:
    kind = node["kind"]
    if kind == "listing":
        return [f"    {line}" for line in node["run"].split("\n")]
    if kind == "quote":
        return [f"> {line}".rstrip() for line in _blocks(node["blocks"])]
    if kind == "list":
        return [line for place, item in enumerate(node["items"]) for line in _item(node["start"], place, item)]
    return ["* * *"] if kind == "rule" else _words(node["inlines"]).strip().split("\n")


def _item(start: int | None, place: int, nodes: Sequence[Node]) -> Iterator[str]:
    sign = "- " if start is None else f"{start + place}. "
    for number, line in enumerate(_blocks(nodes)):
        yield f"{' ' * len(sign) if number else sign}{line}".rstrip()


def _words(nodes: Iterable[Node]) -> str:
    return "".join(map(_inline, nodes))


def _inline(node: Node) -> str:
    kind = node["kind"]
    if kind in {"text", "code"}:
        return str(node["run"])
    if kind == "break":
        return "\n"
    words = _words(node["inlines"])
    if kind != "link" or words in {node["url"], node["url"].removeprefix("mailto:")}:
        return words
    return f"{words} ({node['url']})"
