"""Writes feeds as Atom (RFC 4287) and as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).

What identifies an entry never changes, so that nobody is told of it twice: a `tag:` address (RFC 4151) of the site's
host, or, where the site does not know its address, a UUID of the record's place. There links are relative, which
readers of feeds follow from the feed's own address.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from charterkit.views.feeds import moment

if TYPE_CHECKING:
    from charterkit.model import Brand
    from charterkit.views.feeds import Entry, Feed

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Writer:
    """Writes the feeds of one site. `top` is its address, or empty; it has been the site's since the year `since`."""

    def __init__(self, brand: Brand, top: str, since: int) -> None:
        """Nothing is written yet."""
        self.brand = brand
        self.top = top
        self.since = since

    def atom(self, feed: Feed) -> str:
        """Write a feed as Atom."""
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
            f"  <title>{_text(feed.title)}</title>",
            f"  <id>{_text(self._id(feed.path))}</id>",
            f"  <updated>{moment(feed.updated)}</updated>",
            f"  <author><name>{_text(self.brand.owner)}</name></author>",
            f'  <link rel="alternate" type="text/html" href={_quoted(self._address(feed, feed.about))}/>',
        ]
        if self.top:
            own = _quoted(self.top + feed.atom)
            lines.append(f'  <link rel="self" type="application/atom+xml" href={own}/>')
        if self.brand.licence:
            lines.append(f"  <rights>{_text(self.brand.licence)}</rights>")
        for entry in feed.entries:
            lines += self._atom_entry(feed, entry)
        return "\n".join([*lines, "</feed>", ""])

    def _atom_entry(self, feed: Feed, entry: Entry) -> list[str]:
        language = f" xml:lang={_quoted(entry.language)}" if entry.language else ""
        return [
            f"  <entry{language}>",
            f"    <title>{_text(entry.title)}</title>",
            f"    <id>{_text(self._id(entry.path))}</id>",
            f"    <published>{moment(entry.published)}</published>",
            f"    <updated>{moment(entry.updated)}</updated>",
            f'    <link rel="alternate" type="text/html" href={_quoted(self._address(feed, entry.path))}/>',
            *(f"    <category term={_quoted(category)}/>" for category in entry.categories),
            f'    <summary type="text">{_text(told(entry))}</summary>',
            "  </entry>",
        ]

    def json(self, feed: Feed) -> str:
        """Write a feed as JSON Feed."""
        whole: dict[str, Any] = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": feed.title,
            "home_page_url": self._address(feed, feed.about),
            "language": "en-GB",
            "authors": [{"name": self.brand.owner, **({"url": self.brand.owner_url} if self.brand.owner_url else {})}],
            "items": [self._json_entry(feed, entry) for entry in feed.entries],
        }
        if self.top:
            whole["feed_url"] = self.top + feed.json
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    def _json_entry(self, feed: Feed, entry: Entry) -> dict[str, Any]:
        item: dict[str, Any] = {
            "id": self._id(entry.path),
            "url": self._address(feed, entry.path),
            "title": entry.title,
            "content_text": told(entry),
            "date_published": moment(entry.published),
            "date_modified": moment(entry.updated),
            "tags": list(entry.categories),
        }
        if entry.language:
            item["language"] = entry.language
        return item

    def _address(self, feed: Feed, path: str) -> str:
        return f"{self.top or '../' * feed.path.count('/')}{path}"

    def _id(self, path: str) -> str:
        if not self.top:
            return uuid.uuid5(uuid.NAMESPACE_OID, f"{self.brand.name}\n{path}").urn
        parts = urlsplit(self.top)
        return f"tag:{parts.hostname},{self.since}:{parts.path}{path}"


def told(entry: Entry) -> str:
    """Say what there is to say of an entry, as plain text: its summary, then what was changed."""
    changes = [f"{date.day} {date:%B %Y}: {change}" for date, change in entry.changes]
    return "\n\n".join([entry.summary, *(["Changed. " + " ".join(changes)] if changes else [])])


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("", text))
