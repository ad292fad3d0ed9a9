"""Renders views as HTML through the engine's templates.

A site may replace any of them: a file of the same name under overrides/charterkit/ wins. Templates are sandboxed, every
value is escaped, and an unknown name is an error, never an empty text.
"""

from __future__ import annotations

import hashlib
from dataclasses import is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from charterkit.cache import compiled_templates
from charterkit.colour import on_dark
from charterkit.render.markdown import markdown
from charterkit.views.page import counted

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from jinja2 import Template

    from charterkit.cache import Cache
    from charterkit.model import Brand
    from charterkit.views.cards import Card
    from charterkit.views.metadata import Head
    from charterkit.views.page import Mark, Page

_BASE = "ck7base/"
"""Stands in a card for the way to the top of the site, which depends on the page that shows it."""

ICON = "assets/charterkit/favicon.svg"
"""The icon of a site that has none of its own."""

TEMPLATES = Path(__file__).parent.parent / "templates"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, quicker for our own views.

    The sandbox looks at every attribute that a template reads. For a dataclass it comes to one rule, that no name with
    an underscore at its start is read; saying that directly makes a page twice as fast.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Jinja's own
        super().__init__(**options)
        self._plain: dict[type, bool] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as in Jinja
        kind = obj.__class__
        plain = self._plain.get(kind)
        if plain is None:
            plain = self._plain[kind] = is_dataclass(kind)
        if plain and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


class HtmlRenderer:
    """Renders pages, cards and directives for one site."""

    def __init__(self, brand: Brand, overrides: Sequence[Path], cache: Cache, icon: str = ICON) -> None:
        """Read templates from `overrides` first, then from the engine; remember cards in `cache`.

        `icon` is the path within the site of the picture that browsers show for its pages.
        """
        self.brand = brand
        self.icon = icon
        self._cache = cache
        self.folders = [*overrides, TEMPLATES]
        self.environment = _Sandbox(
            loader=FileSystemLoader(self.folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled_templates("pages"),
        )
        self.environment.filters.update(markdown=markdown, date=long_date, counted=counted)
        self.environment.globals.update(brand=brand, icon=icon)
        self._templates: dict[str, Template] = {}
        self._cards: dict[tuple[str, str], str] = {}

    def page(self, page: Page) -> str:
        """Render the main content of a page."""
        base = page.base

        def card(item: Card) -> Markup:
            return self.card(item, base)

        def item(item: Card) -> Markup:
            return self.card(item, base, "item")

        render = self._template(f"pages/{page.template}").render
        return render(page=page, view=page.view, base=base, card=card, item=item)

    def card(self, card: Card, base: str, shape: str = "card") -> Markup:
        """Render a card for pages from which `base` leads to the top of the site; each card is rendered once.

        `shape` names the component: `card`, or `item` for a line of a long list.
        """
        key = (shape, card.id)
        if key not in self._cards:
            render = self._template(f"components/{shape}.html").render
            self._cards[key] = self._cache.text((shape, card), lambda: render(card=card, base=_BASE))
        return Markup(self._cards[key].replace(_BASE, base))  # noqa: S704 - rendered with autoescape on

    def directive(self, name: str, view: Any, base: str) -> str:  # noqa: ANN401 - each directive has its own view
        """Render what stands in an editor's page in place of `<!-- charterkit/name -->`."""
        return self._template(f"directives/{name}.html").render(view=view, base=base)

    def redirect(self, base: str, target: str, canonical: str, policy: str = "") -> str:
        """Render the page that leads from an old address to `target`; `base` leads from it to the top of the site.

        `policy` is the content security policy, where pages have one.
        """
        way = f"{base}{target}"
        return self._template("redirect.html").render(base=base, way=way, canonical=canonical, policy=policy)

    def head(self, head: Head) -> str:
        """Render what a page says of itself to other software."""
        return self._template("components/head.html").render(head=head)

    def component(self, name: str, view: Any, base: str) -> str:  # noqa: ANN401 - each has its own view
        """Render a component alone, for a script to put into a page from which `base` leads to the top of the site."""
        return self._template(f"components/{name}.html").render(view=view, base=base)

    def alone(self, name: str, view: Any, base: str = "../../../") -> str:  # noqa: ANN401 - each has its own view
        """Render a document that stands alone, without the site's frame, or take it from the cache."""
        render = self._template(f"documents/{name}.html").render
        return self._cache.text((name, base, view), lambda: render(view=view, base=base))

    def brand_css(self, marks: Sequence[Mark]) -> str:
        """Write the style sheet that carries the site's colours."""
        accent_on_dark = self.brand.accent_dark or on_dark(self.brand.accent)
        dark = {mark.id: on_dark(mark.colour) for mark in marks if mark.colour}
        return self._template("brand.css").render(
            accent=self.brand.accent, accent_on_dark=accent_on_dark, marks=marks, marks_on_dark=dark
        )

    def document(self, name: str, **values: object) -> str:
        """Render a document that is a whole of its own, outside the site's frame."""
        return self._template(name).render(values)

    def fingerprint(self, *, themes: bool = False) -> bytes:
        """Give a hash of every template of pages, or with `themes` of every template, to know what is stale by."""
        digest = hashlib.blake2b(self.icon.encode() + b"\0", digest_size=16)
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and (themes or "theme" not in path.relative_to(folder).parts):
                    digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.digest()

    def _template(self, name: str) -> Template:
        if name not in self._templates:
            self._templates[name] = self.environment.get_template(name)
        return self._templates[name]


def long_date(date: datetime.date | None) -> str:
    """Write a date as readers say it: 22 November 2026. Nothing for no date."""
    return f"{date.day} {date:%B %Y}" if date else ""
