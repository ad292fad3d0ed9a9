"""Renders the long texts of records: plain CommonMark, sanitised after rendering.

Records come from strangers. What the renderer gives goes through an allow-list (nh3), so that raw HTML, handlers and
`javascript:` links end as harmless text; sanitising before rendering would miss what Markdown itself can produce.
"""

from __future__ import annotations

import re

import nh3
import pyromark
from markupsafe import Markup

_TAGS = {"p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "a"}

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"https", "mailto"},
    link_rel="noopener",
    clean_content_tags={"script", "style"},
)

# Control characters but for line ends, and those that turn the order of text.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

# Text and bare allowed tags only: what the sanitiser gives back unchanged, at a tenth of the time. Most texts are so.
_NOTHING_TO_CLEAN = re.compile(r"(?:[^<]++|</?(?:p|em|strong|code|ul|ol|li|blockquote)>)*+")


# What editors' own pages may hold beside that: the output of the theme's extensions (tables, admonitions, tabs,
# footnotes, anchors), without anything that runs, loads from elsewhere or is styled in place.
_PAGE_TAGS = (
    _TAGS
    | {"h1", "h2", "h3", "h4", "h5", "h6", "div", "span", "section", "aside", "figure", "figcaption", "img", "nav"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "dl", "dt", "dd", "details", "summary"}
    | {"del", "ins", "mark", "sub", "sup", "kbd", "abbr", "small", "cite", "q", "label", "input"}
)
_PAGE_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir", "role", "aria-label", "aria-labelledby", "aria-hidden"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
    "label": {"for"},
    "input": {"type", "id", "name", "checked", "disabled"},
}

# An address at another host, as browsers read it: they take a backslash for a slash.
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)


def cleaned_page(html: str) -> tuple[str, list[str]]:
    """Sanitise the HTML of an editor's page, which has been through the theme's Markdown extensions.

    Gives the HTML, and the addresses of pictures at other hosts that were taken out of it: no page asks another host
    for anything.
    """
    elsewhere: list[str] = []

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) == ("img", "src") and _ELSEWHERE.match("".join(value.split())):
            elsewhere.append(value)
            return None
        return value

    cleaned = nh3.clean(
        html,
        tags=_PAGE_TAGS,
        attributes=_PAGE_ATTRIBUTES,
        attribute_filter=kept,
        url_schemes={"https", "mailto"},
        link_rel=None,
    )
    return cleaned, elsewhere


def markdown(text: str) -> Markup:
    """Render CommonMark to HTML of the allowed tags. Links may lead to https and mailto addresses only."""
    html = pyromark.html(text)
    if "&" in text:  # a code such as &#8238; stands for a character that is refused as itself
        html = _INVISIBLE.sub("", html)
    return Markup(html if _NOTHING_TO_CLEAN.fullmatch(html) else _CLEANER.clean(html))  # noqa: S704 - cleaned
