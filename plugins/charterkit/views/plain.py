"""The words of a Markdown text, without its markup: for print and for search."""

from __future__ import annotations

import pyromark

_BREAKS = {"Paragraph", "Item", "Heading", "CodeBlock", "BlockQuote"}


def plain(text: str) -> str:
    """Give the words of a CommonMark text; an empty line parts its paragraphs and list items. HTML is left out."""
    out: list[str] = []
    for event in pyromark.events(text):
        if isinstance(event, str):
            if event in {"SoftBreak", "HardBreak"}:
                out.append(" ")
        elif "Text" in event or "Code" in event:
            out.append(str(event.get("Text") or event.get("Code") or ""))
        elif "End" in event:
            end = event["End"]
            name = end if isinstance(end, str) else next(iter(end))
            if name in _BREAKS:
                out.append("\n\n")
    paragraphs = "".join(out).split("\n\n")
    return "\n\n".join(p.strip() for p in paragraphs if p.strip())
