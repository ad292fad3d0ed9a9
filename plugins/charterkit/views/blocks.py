"""A CommonMark text as a tree of blocks and inlines, for whoever lays it out other than as HTML.

The tree is made of plain mappings and lists, so that it can be handed on as JSON, and holds words only: what a tree
says is never read as markup again. HTML in the text is left out, as is a picture but for its words.

    block   {"kind": "paragraph" | "heading", "inlines": […]}   {"kind": "listing", "run": "…"}   {"kind": "rule"}
            {"kind": "quote", "blocks": […]}                    {"kind": "list", "start": 1 or None, "items": [[block]]}
    inline  {"kind": "text" | "code", "run": "…"}               {"kind": "break"}
            {"kind": "strong" | "emphasis", "inlines": […]}     {"kind": "link", "url": "https:…", "inlines": […]}
"""

from __future__ import annotations

import re
from typing import Any

import pyromark

Node = dict[str, Any]

_SAFE = re.compile(r"(?:https://|mailto:)[^\s\\]+", re.IGNORECASE)
_INLINES = {"Strong": "strong", "Emphasis": "emphasis"}
_BLOCKS = frozenset({"paragraph", "heading", "listing", "rule", "quote", "list"})
_DEEPEST = 16
"""How deep things are kept inside one another; of what is deeper, the words stand in the last that was kept."""


def blocks(text: str) -> list[Node]:
    """Give the blocks of a CommonMark text."""
    tree = _Tree()
    for event in pyromark.events(text):
        tree.take(event)
    return _whole(tree.top)


class _Tree:
    """Takes the parser's events one after another. `open` holds the lists that are being filled, innermost last."""

    def __init__(self) -> None:
        self.top: list[Node] = []
        self.open: list[list[Node]] = [self.top]
        self.lists: list[Node | None] = []

    def take(self, event: Any) -> None:  # noqa: ANN401 - a text or a mapping, as the parser gives it
        if isinstance(event, str):
            self._sign(event)
            return
        name, value = next(iter(event.items()))
        if name == "Start":
            self._begin(*(next(iter(value.items())) if isinstance(value, dict) else (value, None)))
        elif name == "End":
            self._end(value if isinstance(value, str) else next(iter(value)))
        elif name in {"Text", "Code"}:
            self.open[-1].append({"kind": name.lower(), "run": value})

    def _sign(self, event: str) -> None:
        if event == "SoftBreak":
            self.open[-1].append({"kind": "text", "run": " "})
        elif event == "HardBreak":
            self.open[-1].append({"kind": "break"})
        elif event == "Rule":
            self.open[-1].append({"kind": "rule"})

    def _begin(self, name: str, more: Any) -> None:  # noqa: ANN401 - as above
        inner: list[Node] = []
        node: Node | None = None
        if name == "List":
            node = {"kind": "list", "start": more, "items": []} if len(self.open) < _DEEPEST else None
            self.lists.append(node)
            inner = self.open[-1]  # what stands in a list stands in its items
        elif name == "Item" and self.lists[-1] is not None:
            self.lists[-1]["items"].append(inner)
            self.open.append(inner)
            return
        elif len(self.open) < _DEEPEST:
            node = _node(name, more, inner)
        if node is not None:
            self.open[-1].append(node)
        self.open.append(self.open[-1] if node is None else inner)

    def _end(self, name: str) -> None:
        done = self.open.pop()
        if name == "List":
            self.lists.pop()
        elif done is self.open[-1] and name in {"Item", "Paragraph", "Heading"}:
            done.append({"kind": "text", "run": " "})  # too deep to stand alone, but words must not run together
        elif name == "CodeBlock" and done is not self.open[-1]:
            self.open[-1][-1]["run"] = "".join(piece["run"] for piece in done).rstrip("\n")
        elif name == "Item" or (name == "BlockQuote" and done is not self.open[-1]):
            done[:] = _whole(done)


def _node(name: str, more: Any, inner: list[Node]) -> Node | None:  # noqa: ANN401 - as above
    """Make the node that holds `inner`; of anything else (an unsafe link, a picture, HTML) only the words stay."""
    if name in {"Paragraph", "Heading"}:
        return {"kind": name.lower(), "inlines": inner}
    if name in _INLINES:
        return {"kind": _INLINES[name], "inlines": inner}
    if name == "Link" and _SAFE.fullmatch(str(more["dest_url"])):
        return {"kind": "link", "url": str(more["dest_url"]), "inlines": inner}
    if name == "CodeBlock":
        return {"kind": "listing", "run": ""}
    return {"kind": "quote", "blocks": inner} if name == "BlockQuote" else None


def _whole(nodes: list[Node]) -> list[Node]:
    """Make paragraphs of inlines that stand among blocks, as they do in short lists."""
    found: list[Node] = []
    run: list[Node] = []
    for node in nodes:
        if node["kind"] in _BLOCKS:
            if run:
                found.append({"kind": "paragraph", "inlines": run})
                run = []
            found.append(node)
        else:
            run.append(node)
    return [*found, {"kind": "paragraph", "inlines": run}] if run else found
