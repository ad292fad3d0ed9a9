"""Checks the records before anything is written, brings the engine's theme, and swaps the finished site in."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, InclusionLevel

from charterkit import report
from charterkit.aside import Aside
from charterkit.cache import compiled_templates
from charterkit.mkdocs import session
from charterkit.mkdocs.beside import WAITING
from charterkit.mkdocs.frames import Context, Frames
from charterkit.mkdocs.generated import SPLICED, GeneratedPage
from charterkit.mkdocs.pages import NoOptions
from charterkit.mkdocs.progress import Progress
from charterkit.mkdocs.settled import Settled, frames_of, sitemap
from charterkit.mkdocs.theme import Mended, mended_by
from charterkit.problems import CharterkitError, ContentError, matters
from charterkit.publish import swap
from charterkit.publish.ahead import Ahead
from charterkit.render.html import TEMPLATES
from charterkit.render.markdown import cleaned_page
from charterkit.views import page as places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from charterkit.catalogue import Catalogue

log = logging.getLogger("mkdocs.plugins.charterkit")

PACKAGE = Path(__file__).parents[2]
_RECORDS = frozenset({".yml", ".yaml"})
# HTML, SVG and scripts could run in the site's name, so only mkdocs.yml can ask for them, by name.
_DOCUMENTS = frozenset(
    {".png", ".jpg", ".jpeg", ".webp", ".gif", ".pdf", ".docx", ".odt", ".xlsx", ".ods", ".pptx", ".csv", ".txt"}
)
_PUBLISHED = ".charterkit/published.json"
_DIRECTIVE = re.compile(r"<!--\s*charterkit/(?P<name>[a-z-]+)(?P<arguments>[^>]*?)\s*-->")
_FIRST, _BEFORE_WAITING, _LAST = 100, WAITING + 1, -100


class _Warnings(logging.Handler):
    """Notes that something was warned of, which in strict mode keeps a build from being published."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.any = False

    def emit(self, record: logging.LogRecord) -> None:
        self.any = self.any or record.levelno >= logging.WARNING


class SitePlugin(BasePlugin[NoOptions]):
    """Everything that is not one capability's own."""

    def __init__(self) -> None:
        """Nothing is known of the site yet."""
        self.serving = False
        self.good: Catalogue | None = None
        self.site: Path | None = None
        self.frames: Frames | None = None
        self.warnings = _Warnings()
        self.epoch: str | None = None
        self.progress = Progress()
        self.pages = 0
        self.settled: Settled | None = None
        self.ahead: Ahead | None = None
        self.remembering: Aside | None = None
        self.shown: dict[str, object] = {}
        self.listed: list[File] = []

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is being served. Having this event keeps one plugin through a whole `serve`."""
        del dirty
        self.serving = command == "serve"
        self.epoch = os.environ.get("SOURCE_DATE_EPOCH")

    @event_priority(_FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check every record, before MkDocs empties or writes anything."""
        if not config.use_directory_urls:
            message = "mkdocs.yml: charterkit needs `use_directory_urls: true`, which is also the default."
            raise PluginError(message)
        self.warnings = _Warnings()
        logging.getLogger("mkdocs").addHandler(self.warnings)
        if not self.serving:
            self._stage(config)
        build = session.begin(config, self._catalogue(session.root_of(config), spared=session.spares_records(config)))
        build.published = self.site
        _warn_of_missing_plugins(build.catalogue, config)
        config.site_name = build.catalogue.brand.name
        theme = str(TEMPLATES / "theme")
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, theme)
        config.watch.append(str(session.root_of(config) / "data"))
        os.environ["SOURCE_DATE_EPOCH"] = self.epoch or str(build.timestamp)
        return config

    def _catalogue(self, root: Path, *, spared: bool) -> Catalogue:
        self.progress.stage("Checking the records")
        try:
            self.good = loaded = session.load(root, self._later)
        except ContentError as error:
            self.progress.end()
            said = report.text(error.problems, root, colour=report.wants_colour(sys.stderr))
            print(said, file=sys.stderr)  # noqa: T201 - the report is what the person who builds asked for
            if not self.serving or self.good is None:
                message = "The site was not built: the problems above must be mended first."
                raise Abort(message) from None
            log.error("The last good version of the records is shown until the problems above are mended.")  # noqa: TRY400
            return self.good
        if warnings := matters(loaded.problems):
            # What is logged as a warning stops a strict build.
            log.log(logging.INFO if spared else logging.WARNING, "%s", report.text(warnings, root))
        return loaded

    def _later(self, work: Callable[[], None]) -> None:
        """Remember the records while pages are made of them."""
        self.remembering = Aside(work, copies=not self.serving)

    def _stage(self, config: MkDocsConfig) -> None:
        self.site = Path(config.site_dir)
        try:
            config.site_dir = str(swap.staging_folder(self.site))
        except CharterkitError as error:
            raise Abort(str(error)) from None
        self.settled = Settled(session.root_of(config) / _PUBLISHED, self.site)
        self.ahead = Ahead(Path(config.site_dir), self.settled.known)

    @event_priority(_LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep out of the site what is not for readers, and add the engine's styles, scripts and fonts."""
        for file in [f for f in files if f.src_dir == config.docs_dir and not _is_for_readers(f, config)]:
            files.remove(file)
        for folder, target in (
            (PACKAGE / "assets", places.ASSETS),
            (PACKAGE / "fonts" / "web", f"{places.ASSETS}fonts/"),
        ):
            for path in sorted(folder.glob("*.*")):
                _add(files, File.generated(config, f"{target}{path.name}", abs_src_path=str(path)))
        build = session.of(config)
        marks = [places.mark(principle) for principle in build.catalogue.principles.values()]
        if logo := build.catalogue.brand.logo:
            build.pictures.add_as(f"{places.ASSETS}logo.png", f"data/{logo}")
        try:
            build.pictures.add(files, config)
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        css = build.renderer.brand_css(marks)
        _add(files, File.generated(config, f"{places.ASSETS}brand.css", content=css))
        published = build.pages.keys() | {file.url for file in files.documentation_pages()}
        self.shown = {
            "brand": build.catalogue.brand,
            "marks": marks,
            "icon": build.renderer.icon,
            "policy": "" if self.serving else build.policy,  # MkDocs reloads a served page by an inline script
            "links": {name: path if path in published else "" for name, path in _LINKS.items()},
        }
        if self.settled:
            titles = [(page.path, page.title) for page in build.pages.values() if not page.alike]
            engine = build.cache.key(build.renderer.fingerprint(themes=True))
            self.settled.begin(frames_of(config, build.root, (self.shown, titles), engine))
        build.add_alike(files, config, self.settled)
        if self.ahead:
            self.ahead.put(build.pages)
        self.pages = len(files.documentation_pages())
        self.progress.stage("Rendering pages")
        return files

    def on_pre_page(self, page: MkDocsPage, *, config: MkDocsConfig, files: Files) -> MkDocsPage:
        """Show how far the rendering is."""
        del config, files
        self.progress.step("Rendering pages", self.pages)
        return page

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Show how far the writing is."""
        del page, config
        self.progress.step("Writing pages", self.pages)
        return output

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give generated pages the titles under which mkdocs.yml names them, as other pages have them."""
        for title, uri in _entries(config.nav):
            file = files.get_file_from_path(uri)
            if file and isinstance(file.page, GeneratedPage):
                file.page.title = title
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Give the theme what it shows on every page."""
        env.globals["charterkit"] = self.shown
        env.add_extension(Mended)
        self.listed = sitemap(files, config)
        self.progress.stage("Writing pages")
        env.bytecode_cache = compiled_templates(f"theme-{mended_by()}")
        env.auto_reload = False  # templates do not change within a build; looking each time takes as long as rendering
        self.frames = Frames(env)
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Write a page's head, and set one of many into its frame. One in the navigation looks different."""
        generated = page.generated if isinstance(page, GeneratedPage) else None
        title = generated.title if generated else Markup(page.title or "").striptags()  # noqa: S704 - to take tags out
        described = session.Described(page.url, title, str(page.meta.get("description") or ""), generated)
        page.meta["head"] = session.of(config).head(described)
        if isinstance(page, GeneratedPage) and page.meta.get("template") == SPLICED and self.frames:
            whole: Context = {**context, "page": page}
            alone = page in nav.pages
            context["spliced"] = self.frames.themed(whole) if alone else self.frames.render(page, whole)  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(_LAST)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Sanitise an editor's page, and put views into it where it asks for them."""
        del files
        if isinstance(page, GeneratedPage):
            return html
        build = session.of(config)
        base = "../" * page.url.count("/") or "./"
        views: list[str] = []
        place = f"ck{hashlib.blake2b(html.encode(), digest_size=8).hexdigest()}"  # no page can hold its own

        def view(found: re.Match[str]) -> str:
            make = build.directives.get(found["name"])
            if make is None:
                known = ", ".join(sorted(build.directives)) or "none"
                log.warning("%s asks for charterkit/%s; known are: %s.", page.file.src_uri, found["name"], known)
                return ""
            views.append(make(found["arguments"].strip(), base))
            return f"{place}.{len(views) - 1}."

        cleaned, elsewhere = cleaned_page(_DIRECTIVE.sub(view, html))
        for address in elsewhere:
            hint = "put the file among the site's content, and name it by its path there"
            log.warning(
                "%s shows a picture of another site, %s, which is left out; %s.", page.file.src_uri, address, hint
            )
        return re.sub(rf"{place}\.(\d+)\.", lambda found: views[int(found[1])], cleaned) if views else cleaned

    def on_build_error(self, *, error: Exception) -> None:
        """Stop noting warnings; the next build of a `serve` begins anew."""
        del error
        logging.getLogger("mkdocs").removeHandler(self.warnings)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Name the settled pages in the sitemap, which MkDocs does not build."""
        if template_name == "sitemap.xml" and self.listed:
            context["pages"] = self.listed
        return context

    @event_priority(_BEFORE_WAITING)
    def _on_post_build_remember(self, *, config: MkDocsConfig) -> None:
        """Remember what was made, while others still work."""
        session.of(config).cache.end()
        if self.remembering:
            self.remembering.finish()
            self.remembering = None

    @event_priority(_LAST)
    def _on_post_build_publish(self, *, config: MkDocsConfig) -> None:
        """Make the finished site visible, unless warnings forbid it."""
        self.progress.end()
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        if self.site is None or (config.strict and self.warnings.any):
            return
        tidy = session.of(config).pictures.darkroom.tidy
        settle = [self.settled.end] if self.settled else []
        swap.publish(Path(config.site_dir), self.site, meanwhile=[tidy, *settle])
        config.site_dir = str(self.site)
        self.site = None

    on_post_build = CombinedEvent(_on_post_build_remember, _on_post_build_publish)

    def on_shutdown(self) -> None:
        """Clear away what a build that failed left behind."""
        self.progress.end()
        if self.ahead:
            self.ahead.stop()
        if self.remembering:
            self.remembering.stop()
            self.remembering = None
        if self.epoch is None:
            os.environ.pop("SOURCE_DATE_EPOCH", None)
        if self.site is not None:
            swap.discard(self.site.with_name(f".{self.site.name}.building"))


_SHOWN_BY = {
    "case_studies": ("charterkit/case-studies", "charterkit/library"),
    "key_features": ("charterkit/key-features",),
    "principles": ("charterkit/principles",),
    "charters": ("charterkit/charters",),
    "worksheets": ("charterkit/worksheets",),
    "pledges": ("charterkit/pledges",),
    "withdrawn": ("charterkit/withdrawn",),
}
"""The plugins without which records would be linked to that have no page."""

_LINKS = {
    "library": places.LIBRARY,
    "principles": places.PRINCIPLES,
    "key_features": places.KEY_FEATURES,
    "charters": places.CHARTERS,
    "worksheets": places.WORKSHEETS,
    "pledges": places.PLEDGES,
    "open_data": places.OPEN_DATA,
    "shortlist": places.SHORTLIST,
    "evidence": "about/evidence/",
    "like_ours": places.LIKE_OURS,
    "search": places.SEARCH,
    "contribute": places.CONTRIBUTE,
    "composer": places.COMPOSER,
    "printables": places.PRINTABLES,
    "coverage": places.COVERAGE,
    "news": places.NEWS,
    "accessibility": places.ACCESSIBILITY,
    "privacy": places.PRIVACY,
    "about": "about/",
}


def _warn_of_missing_plugins(loaded: Catalogue, config: MkDocsConfig) -> None:
    """Say which records have no pages, because mkdocs.yml does not name their plugin: others would link to nowhere."""
    for records, plugins in _SHOWN_BY.items():
        for name in plugins if getattr(loaded, records) else ():
            if name not in config.plugins:
                called = records.replace("_", " ").replace("withdrawn", "withdrawn records")
                log.warning(
                    "mkdocs.yml: there are %s, but no plugin that shows them. Add `- %s` to `plugins`.", called, name
                )


def _entries(nav: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - lists and mappings, as they stand in mkdocs.yml
    """Give the titles and pages of a navigation; a page without a title of its own there is left out."""
    for item in nav if isinstance(nav, list) else ():
        for title, below in item.items() if isinstance(item, dict) else ():
            if isinstance(below, str):
                yield title, below
            else:
                yield from _entries(below)


def _is_for_readers(file: File, config: MkDocsConfig) -> bool:
    """Say whether a file of the content is published as it is; warn of what could run in a reader's browser."""
    ending = Path(file.src_uri).suffix.lower()
    if ending in _RECORDS:
        return False
    if file.inclusion.is_excluded():
        return True  # MkDocs sees to it
    named = (
        *config.extra_css,
        *map(str, config.extra_javascript),
        config.theme.get("favicon"),
        config.theme.get("logo"),
    )
    if file.is_documentation_page() or ending in _DOCUMENTS or file.src_uri in named:
        return True
    kinds = ", ".join(sorted(_DOCUMENTS))
    log.warning("%s is not published; pages end in .md, pictures and documents in %s.", file.src_uri, kinds)
    return False


def _add(files: Files, file: File) -> None:
    file.inclusion = InclusionLevel.INCLUDED
    files.append(file)
