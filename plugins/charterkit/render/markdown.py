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

# Text and bare allowed tags only: what the sanitiser gives back unchanged, at a tenth of the time. Most texts are so.
_NOTHING_TO_CLEAN = re.compile(r"(?:[^<]|</?(?:p|em|strong|code|ul|ol|li|blockquote)>)*+")


# What editors' own pages may hold beside that: the output of the theme's extensions (tables, admonitions, tabs,
# footnotes, anchors), without anything that runs, loads from elsewhere or is styled in place.
_PAGE_CLEANER = nh3.Cleaner(
    tags=_TAGS
    | {"h1", "h2", "h3", "h4", "h5", "h6", "div", "span", "section", "aside", "figure", "figcaption", "img", "nav"}
    | {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "dl", "dt", "dd", "details", "summary"}
    | {"del", "ins", "mark", "sub", "sup", "kbd", "abbr", "small", "cite", "q", "label", "input"},
    attributes={
        "*": {"id", "class", "title", "lang", "dir", "role", "aria-label", "aria-labelledby", "aria-hidden"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height", "loading"},
        "ol": {"start", "type"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan", "scope"},
        "details": {"open"},
        "label": {"for"},
        "input": {"type", "id", "name", "checked", "disabled"},
    },
    url_schemes={"https", "mailto"},
    link_rel=None,
)


def cleaned_page(html: str) -> str:
    """Sanitise the HTML of an editor's page, which has been through the theme's Markdown extensions."""
    return str(_PAGE_CLEANER.clean(html))


def markdown(text: str) -> Markup:
    """Render CommonMark to HTML of the allowed tags. Links may lead to https and mailto addresses only."""
    html = pyromark.html(text)
    return Markup(html if _NOTHING_TO_CLEAN.fullmatch(html) else _CLEANER.clean(html))  # noqa: S704 - cleaned
