"""Reads the form for Word: each content control's tag is the name of a field, and its text the value.

Word and LibreOffice write a document anew when they save it: texts are cut into runs, entries are copied, blocks
around them may be gone, and tags too. So a value is found by its tag wherever it stands, or else by the label above it;
where the block of its entry is missing, a name that comes a second time begins the next entry.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from charterkit.importing import CannotImport, Found, Left, labels
from charterkit.importing.labels import Asked
from charterkit.importing.packages import members, xml
from charterkit.importing.values import date
from charterkit.problems import short
from charterkit.render.word import OURS, WAITING
from charterkit.render.word_parts import W15

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from lxml import etree

_PARTS = re.compile(r"word/(?:document|styles)\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\[\])?(?:\.[a-z][a-z0-9_]*(?:\[\])?)*")
_MARKED = re.compile(r"(?:[-*+]|\d{1,3}[.)]) ")  # an entry of a list as people write it in Markdown
_HEADING = "heading "
_LABEL = "field label"
_NONE: tuple[str, str, dict[str, Any]] = ("", "", {})
_MOST_DEEP = 60
_MOST_VALUES = 5000


def read(path: Path, asked: Asked | None = None) -> tuple[Found, list[Left]]:
    """Give the record in a filled-in form, and the text that stands outside its fields.

    `asked` says which label stands above which field; without it only tags are read.

    Raises `CannotImport` where the file cannot be used.
    """
    parts = members(path, _PARTS)
    if "word/document.xml" not in parts:
        raise CannotImport(f"{path.name} is not a Word document (.docx).")
    reader = _Reader(path.name, _style_names(path.name, parts.get("word/styles.xml", b"")), asked or Asked())
    body = xml(path.name, parts["word/document.xml"]).find(f"{_W}body")
    if body is not None:
        reader.visit(body, "", reader.values, "", 0)
        reader.end_answer()
    if not reader.tags:
        hint = "Fill in the form that the site offers for download, and import that."
        raise CannotImport(f"{path.name} holds no fields of the form. {hint}")
    return Found(path.name, reader.values), reader.left


class _Reader:
    """Walks through one document."""

    def __init__(self, name: str, styles: dict[str, str], asked: Asked) -> None:
        """`tags` counts the fields that were met; `places` are the form and the lists that the reader is in.

        `label` is the field whose label was met last, with the entry around it; `answer` the paragraphs below that
        which stand in no control with a tag. `met` are the fields of each list's last entry, and `fresh` the lists
        in which the next value begins an entry.
        """
        self.name = name
        self.styles = styles
        self.values: dict[str, Any] = {}
        self.left: list[Left] = []
        self.tags = 0
        self.places = [asked]
        self.label: tuple[str, str, dict[str, Any]] = _NONE
        self.answer: list[etree._Element] = []
        self.met: dict[str, set[str]] = {}
        self.fresh: set[str] = set()

    def visit(self, node: etree._Element, prefix: str, entry: dict[str, Any], section: str, depth: int) -> None:
        """Read what is in `node`. `prefix` is the name of the entry that it is in, `section` the list around that."""
        if depth > _MOST_DEEP:
            raise CannotImport(f"{self.name} is nested deeper than any form.")
        for child in node:
            if child.tag == f"{_W}sdt":
                self._control(child, prefix, entry, section, depth)
            elif child.tag in _GONE or not isinstance(child.tag, str):
                continue
            else:
                if child.tag == f"{_W}p":
                    self._paragraph(child, prefix, entry)
                self.visit(child, prefix, entry, section, depth + 1)

    def _control(self, sdt: etree._Element, prefix: str, entry: dict[str, Any], section: str, depth: int) -> None:
        properties = sdt.find(f"{_W}sdtPr")
        content = sdt.find(f"{_W}sdtContent")
        if content is None:
            return
        tag = _attribute(properties, "tag")
        inner = [found for found in (_tag(below) for below in content.iter(f"{_W}sdt")) if found]
        if not tag and section and any(name.startswith(f"{section}[].") for name in inner):
            tag = f"{section}[]"  # a copy that Word made of an entry
        if tag and self._is_list(properties, tag, inner):
            self.visit(content, prefix, entry, tag, depth + 1)
        elif tag.endswith("[]") and any(name.startswith(f"{tag}.") for name in inner):
            new: dict[str, Any] = {}
            self._into(tag, prefix, entry).append(new)
            self.visit(content, f"{tag}.", new, "", depth + 1)
        elif tag:
            self._value(tag, properties, content, prefix, entry)
        elif inner or not _is_field(sdt):
            self.visit(content, prefix, entry, section, depth + 1)

    @staticmethod
    def _is_list(properties: etree._Element | None, tag: str, inner: list[str]) -> bool:
        """Say whether a control is around a list, and has no value of its own."""
        repeats = properties is not None and properties.find(f"{{{W15}}}repeatingSection") is not None
        return repeats or (not tag.endswith("[]") and any(name.startswith(f"{tag}[]") for name in inner))

    def _value(
        self,
        tag: str,
        properties: etree._Element | None,
        content: etree._Element,
        prefix: str,
        entry: dict[str, Any],
    ) -> None:
        self._meet(tag, inside=bool(prefix) and tag.startswith(prefix))
        for paragraph in self.answer:
            self._left_out(paragraph)
        self.label, self.answer = _NONE, []
        text = self._text([node for node in content.iter(f"{_W}p") if not _is_gone(node, content)]) or _runs(content)
        if not text or _is_waiting(properties, text):
            return
        if not _NAME.fullmatch(tag):
            self.left.append(Left(f"the control `{short(tag)}`", f"this is no field's name: {short(text)}"))
            return
        self._store(tag, _chosen(properties, text), prefix, entry)

    def _meet(self, path: str, *, inside: bool) -> None:
        """Note that a field was met. One that its entry has already begins the next, but for one `inside` its block."""
        if path == self.label[0]:
            return
        self.end_answer()
        self.tags += 1
        if self.tags > _MOST_VALUES:
            raise CannotImport(f"{self.name} holds more fields than any form.")
        within, _, name = path.rpartition("[].")
        if inside or not within:
            return
        met = self.met.setdefault(f"{within}[]", set())
        if name in met and not name.endswith("[]"):
            self.fresh.add(f"{within}[]")
            for below in [key for key in self.met if key.startswith(f"{within}[].")]:
                del self.met[below]
            met.clear()
        met.add(name)

    def _store(self, tag: str, text: str, prefix: str, entry: dict[str, Any]) -> None:
        if tag.endswith("[]"):
            self._into(tag, prefix, entry).extend(line.strip() for line in text.split("\n") if line.strip())
            return
        holder, name = self._holder(tag, prefix, entry)
        if name in holder:
            self.left.append(Left(f"`{tag}`", f"it is there twice, and one is left out: {short(text)}"))
        else:
            holder[name] = text

    def _holder(self, tag: str, prefix: str, entry: dict[str, Any]) -> tuple[dict[str, Any], str]:
        """Give the dict into which a value goes, and its key there."""
        inside = bool(prefix) and tag.startswith(prefix)
        holder = entry if inside else self.values
        *lists, name = (tag.removeprefix(prefix) if inside else tag).split(".")
        path = prefix if inside else ""
        for part in lists:
            path += part
            entries = holder.setdefault(part.removesuffix("[]"), [])
            if not isinstance(entries, list):
                raise CannotImport(f"{self.name} has a field and a list of the same name, `{part}`.")
            if not entries or not isinstance(entries[-1], dict) or path in self.fresh:
                entries.append({})
                self.fresh.discard(path)
            holder = entries[-1]
            path += "."
        return holder, name

    def _into(self, tag: str, prefix: str, entry: dict[str, Any]) -> list[Any]:
        holder, name = self._holder(tag, prefix, entry)
        found = holder.setdefault(name.removesuffix("[]"), [])
        if not isinstance(found, list):
            raise CannotImport(f"{self.name} has a field and a list of the same name, `{tag}`.")
        return found

    def _text(self, paragraphs: Iterable[etree._Element]) -> str:
        """Give the text of paragraphs with a line between them, entries of a list a line each."""
        text = ""
        was_item = False
        for paragraph in paragraphs:
            words = _runs(paragraph)
            if not words:
                continue
            marked = _MARKED.match(words) is not None
            item = marked or self._is_item(paragraph)
            between = "\n" if item and was_item else "\n\n" if text else ""
            text += between + ("- " if item and not marked else "") + words
            was_item = item
        return text

    def _is_item(self, paragraph: etree._Element) -> bool:
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
        return numbered or self._style(paragraph).startswith("list")

    def _style(self, paragraph: etree._Element) -> str:
        style = _attribute(paragraph.find(f"{_W}pPr"), "pStyle")
        return self.styles.get(style, style).lower()

    def _paragraph(self, paragraph: etree._Element, prefix: str, entry: dict[str, Any]) -> None:
        """Take a paragraph for what its style says: a heading, a label, the form's own words, or part of an answer."""
        style = self._style(paragraph)
        if style.startswith(_HEADING):
            self._heading(paragraph, top=style == f"{_HEADING}1")
        elif style == _LABEL:
            self._label(paragraph, prefix, entry)
        elif style not in OURS and _runs(paragraph, outside=True) not in {"", *WAITING}:
            if self.label is _NONE:
                self._left_out(paragraph)
            else:
                self.answer.append(paragraph)

    def _heading(self, paragraph: etree._Element, *, top: bool) -> None:
        """Go into the list that a heading names; one of a section leads out of all lists."""
        self.end_answer()
        if top:
            del self.places[1:]
            return
        title = labels.plain(_runs(paragraph))
        for number, place in reversed([*enumerate(self.places)]):
            if title in place.lists:
                self.places[number + 1 :] = [place.lists[title]]
                return

    def _label(self, paragraph: etree._Element, prefix: str, entry: dict[str, Any]) -> None:
        """Begin the answer to what a label asks: in this place, or in one around it, where a list has ended."""
        self.end_answer()
        text = _runs(paragraph)
        label, typed = labels.parted(text, [place.labels for place in self.places])
        if typed:
            self.left.append(Left("outside the fields", f"this text was not taken in: {short(typed)}"))
        asked = labels.plain(label)
        for number, place in reversed([*enumerate(self.places)]):
            if asked in place.labels:
                path = place.labels[asked]
                del self.places[number + 1 :]
                self._meet(path, inside=bool(prefix) and path.startswith(prefix))
                self.label = path, prefix, entry
                return

    def end_answer(self) -> None:
        """Take in what stood below the last label."""
        (path, prefix, entry), answer = self.label, self.answer
        self.label, self.answer = _NONE, []
        if answer:
            self._store(path, self._text(answer), prefix, entry)

    def _left_out(self, paragraph: etree._Element) -> None:
        text = _runs(paragraph, outside=True)
        self.left.append(Left("outside the fields", f"this text was not taken in: {short(text)}"))


def _runs(node: etree._Element, *, outside: bool = False) -> str:
    """Give the text of a paragraph or an inline control, what was deleted left out.

    With `outside`, what stands in controls is left out too, but for those that have lost their names.
    """
    text = []
    waiting = [node]
    while waiting:
        current = waiting.pop()
        if current.tag in _GONE or not isinstance(current.tag, str) or (outside and _is_field(current)):
            continue
        if current.tag == f"{_W}t":
            text.append(current.text or "")
        elif current.tag in {f"{_W}br", f"{_W}cr"}:
            text.append("\n")
        elif current.tag == f"{_W}tab":
            text.append(" ")
        elif current.tag == f"{_W}noBreakHyphen":
            text.append("-")
        elif current.tag != f"{_W}pPr":
            waiting.extend(reversed(current))
    return "".join(text).strip()


def _is_field(node: etree._Element) -> bool:
    """Say whether a node is a control with a name, or one in which nobody has written."""
    if node.tag != f"{_W}sdt":
        return False
    properties = node.find(f"{_W}sdtPr")
    return bool(_tag(node)) or (properties is not None and properties.find(f"{_W}showingPlcHdr") is not None)


def _is_gone(node: etree._Element, top: etree._Element) -> bool:
    for above in node.iterancestors():
        if above is top:
            return False
        if above.tag in _GONE:
            return True
    return False


def _is_waiting(properties: etree._Element | None, text: str) -> bool:
    return text in WAITING or (properties is not None and properties.find(f"{_W}showingPlcHdr") is not None)


def _chosen(properties: etree._Element | None, text: str) -> str:
    """Give the value of what was chosen from a list or a calendar; the text itself where it was written."""
    if properties is None:
        return text
    for item in properties.iter(f"{_W}listItem"):
        if item.get(f"{_W}displayText", "") == text:
            return item.get(f"{_W}value") or text
    calendar = properties.find(f"{_W}date")
    if calendar is not None and not date(text, ()):
        return calendar.get(f"{_W}fullDate", text)[:10] or text
    return text


def _tag(sdt: etree._Element) -> str:
    return _attribute(sdt.find(f"{_W}sdtPr"), "tag")


def _attribute(node: etree._Element | None, name: str) -> str:
    found = None if node is None else node.find(f"{_W}{name}")
    return "" if found is None else found.get(f"{_W}val", "")


def _style_names(name: str, data: bytes) -> dict[str, str]:
    if not data:
        return {}
    return {style.get(f"{_W}styleId", ""): _attribute(style, "name") for style in xml(name, data).iter(f"{_W}style")}
