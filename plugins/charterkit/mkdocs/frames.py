"""Puts pages of one shape into a frame that the theme has rendered once.

The theme renders the same header, navigation and footer for every page of one kind at one depth; at 1,000 case
studies that is a fifth of a build. So the theme renders one page with slots in place of what differs, and each page's
own values are set into the slots. Whether that is right is not assumed. While the frame is made, it is noted what the
templates ask of the page; anything else than the slots, and they could tell pages apart. Then a made-up page whose
values are as awkward as can be, and the first real one, are put together both ways. When the two differ (a site's own
template may cut a long title, say) every page of that kind is rendered by the theme.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2

    from charterkit.mkdocs.generated import GeneratedPage

log = logging.getLogger("mkdocs.plugins.charterkit")

Context = dict[str, Any]

_TEMPLATE = "main.html"
_SLOTS = ("title", "description", "canonical", "edit", "head", "content")
_WHOLE = frozenset({"head", "content"})  # these are HTML already
_SLOT = re.compile(f"(ck7slot(?:{'|'.join(_SLOTS)})ck7)")
_SIGNS = {name: f"ck7slot{name}ck7" for name in _SLOTS}
_AWKWARD = {name: f'  <b {name}> &amp; "{"ab " * 400}" {{{{ 7 * 7 }}}} \\1 \'é\n</b>' for name in _SLOTS}

# What templates may ask of the page: the slots, what is in a frame's key, and what is the same for all generated pages.
# The path is for finding pages of the navigation, which have no frame.
_PAGE = frozenset({"title", "content", "edit_url", "canonical_url", "meta", "is_homepage", "toc"})
_GENERATED = frozenset({"crumbs", "path"})


class Frames:
    """The frames of one build."""

    def __init__(self, environment: jinja2.Environment) -> None:
        """Render with the theme's environment."""
        self.environment = environment
        self.frames: dict[object, list[str] | None] = {}

    def render(self, page: GeneratedPage, context: Context) -> str:
        """Give the whole HTML document of `page`. `context` is what the theme's template would be given."""
        values = _values(page)
        key = (
            page.generated.template,
            page.generated.path.count("/"),
            page.generated.crumbs,
            tuple(bool(value) for value in values.values()),
            repr(_more(page)),
        )
        if key not in self.frames:
            self.frames[key] = frame = self._frame(page, context)
            whole = self.themed(context)
            if frame is None or _spliced(frame, values) != whole:
                log.info("Pages like %s are rendered one by one: a template uses more of the page.", page.file.src_uri)
                self.frames[key] = None
            return whole
        frame = self.frames[key]
        return _spliced(frame, values) if frame is not None else self.themed(context)

    def themed(self, context: Context) -> str:
        """Give the whole HTML document as the theme renders it."""
        return self.environment.get_template(_TEMPLATE).render(context)

    def _frame(self, page: GeneratedPage, context: Context) -> list[str] | None:
        """Make a frame, or give None where the templates do more with a page than to set its values in."""
        empty = {name for name, value in _values(page).items() if not value}
        awkward = {name: "" if name in empty else value for name, value in _AWKWARD.items()}
        signs = {name: "" if name in empty else sign for name, sign in _SIGNS.items()}
        with _holding(page, signs), self._noting(page) as asked:
            frame = _SLOT.split(self.themed(context))
        with _holding(page, awkward):
            whole = self.themed(context)
        return frame if not asked and _spliced(frame, awkward) == whole else None

    @contextmanager
    def _noting(self, page: GeneratedPage) -> Iterator[set[str]]:
        """Note what templates ask of `page` that no slot holds. Jinja looks everything up through its environment."""
        known = {id(page): _PAGE, id(page.generated): _GENERATED}
        asked: set[str] = set()
        look_up = self.environment.getattr

        def noted(of: Any, name: str) -> Any:  # noqa: ANN401 - templates handle any object
            if name not in known.get(id(of), (name,)):
                asked.add(name)
            return look_up(of, name)

        self.environment.getattr = noted  # type: ignore[method-assign, assignment]
        try:
            yield asked
        finally:
            del self.environment.getattr


def _values(page: GeneratedPage) -> dict[str, str]:
    return {
        "title": page.title or "",
        "description": page.meta["description"],
        "canonical": page.canonical_url or "",
        "edit": page.edit_url or "",
        "head": page.meta.get("head", ""),
        "content": page.content or "",
    }


def _more(page: GeneratedPage) -> Context:
    """Give what another plugin or hook has written into the page's front matter; a template may go by it."""
    return {
        name: value for name, value in page.meta.items() if name not in {"title", "description", "charterkit", "head"}
    }


@contextmanager
def _holding(page: GeneratedPage, values: dict[str, str]) -> Iterator[None]:
    """Let `page` have other values for a while."""
    kept = (page.title, page.meta, page.canonical_url, page.edit_url, page.content)
    page.title, page.canonical_url, page.edit_url = values["title"], values["canonical"] or None, values["edit"] or None
    page.meta = {**page.meta, **{name: values[name] for name in ("title", "description", "head")}}
    page.content = values["content"]
    try:
        yield
    finally:
        page.title, page.meta, page.canonical_url, page.edit_url, page.content = kept


def _spliced(frame: list[str], values: dict[str, str]) -> str:
    own = {sign: values[name] if name in _WHOLE else str(escape(values[name])) for name, sign in _SIGNS.items()}
    return "".join(own[part] if index % 2 else part for index, part in enumerate(frame))
