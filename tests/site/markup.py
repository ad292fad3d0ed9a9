"""Reads built pages as a browser without script would: elements, texts, addresses."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"}

DATA = {"application/json", "application/ld+json"}
"""Types of script elements that hold data, which no browser runs."""

INLINE = {
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
}

ADDRESSES = {"href", "src", "action", "poster", "data", "xlink:href", "formaction", "data-ck-facets", "data-ck-since"}
"""The attributes that hold one address each. `srcset` holds several, and none of our pages has one."""


@dataclasses.dataclass(eq=False)
class Element:
    """An element with its attributes and what is in it, in order."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = dataclasses.field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """Give this element and every one inside it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def all(self, *tags: str) -> list[Element]:
        """Give the elements of these names."""
        return [element for element in self if element.tag in tags]

    def with_attribute(self, name: str, value: str | None = None) -> list[Element]:
        """Give the elements that have an attribute, of this value where one is given."""
        return [e for e in self if name in e.attributes and value in {None, e.attributes[name]}]

    @property
    def text(self) -> str:
        """Give all text inside, spaces collapsed; scripts, styles and what only stands in for script are not text."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in {"script", "style", "template"}:
                apart = "" if child.tag in INLINE else " "
                yield apart
                yield from child._texts()
                yield apart

    def addresses(self) -> Iterator[tuple[Element, str]]:
        """Give every element that holds an address, with the address."""
        for element in self:
            for name in ADDRESSES & element.attributes.keys():
                yield element, element.attributes[name]

    def links(self) -> list[str]:
        """Give where the links that a reader can follow lead."""
        return [e.attributes["href"] for e in self.all("a") if "href" in e.attributes]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag) -> None:
        # An end tag that closes nothing is passed over, like a browser does.
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == tag:
                del self.open[depth:]
                return

    def handle_data(self, data) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """Read a document or a piece of one."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def live(document: Element) -> list[str]:
    """Say what in a document would run, or load from another place, if somebody else had written it."""
    found = []
    for element in document:
        attributes = element.attributes
        if element.tag in {"iframe", "object", "embed", "base", "applet", "frame", "portal"}:
            found.append(f"<{element.tag}>")
        if element.tag == "script" and "src" not in attributes and attributes.get("type") not in DATA:
            found.append(f"a script of its own: {''.join(map(str, element.children))[:60]!r}")
        if element.tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
            found.append("<meta http-equiv=refresh>")
        found += [f"<{element.tag} {name}={attributes[name]!r}>" for name in attributes if name.startswith("on")]
        for name in ADDRESSES & attributes.keys():
            scheme = "".join(attributes[name].split()).lower().partition(":")[0]
            if scheme in {"javascript", "vbscript", "data", "file"}:
                found.append(f"<{element.tag} {name}={attributes[name]!r}>")
    return found
