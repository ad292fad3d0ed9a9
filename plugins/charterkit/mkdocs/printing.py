"""Prints charters beside the pages, and tells pages how large each print has become."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.exceptions import PluginError

from charterkit import aside
from charterkit.aside import Aside
from charterkit.mkdocs import session
from charterkit.problems import CharterkitError, ContentError, Problem
from charterkit.publish.kept import Kept
from charterkit.render import text
from charterkit.render.pdf import Printer
from charterkit.views import printing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future

    from mkdocs.config.defaults import MkDocsConfig

    from charterkit.mkdocs.session import Session
    from charterkit.views.printables import PrintedBrand, PrintedCharter
    from charterkit.views.prints import Format

    Work = Callable[[Kept], dict[str, bytes]]
    """Gives files by path; what takes time is asked of what is kept."""

KEPT = ".charterkit/prints"

# A comment cannot come from a record: templates escape what records say.
_SIZE = re.compile(r"<!-- ck-size ([a-z0-9/.-]+) -->")
_SHEETS = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")
_KILOBYTE = 1000

TOO_LONG = "poster-too-long"


class Prints:
    """What is being printed of one build. `finish` waits for it, `stop` gives it up."""

    def __init__(self, build: Session, name: str, site: Path, work: Work, *, copies: bool) -> None:
        """Start `work` beside the pages: in a process of its own if `copies` allows it and there can be one.

        Otherwise in a thread: Typst goes on beside Python. What `work` keeps is kept under `name`.
        """
        self.site = site
        self.aside: Aside | None = None
        self.thread: Future[None] | None = None
        self.given_up = threading.Event()
        do = partial(_print, build.root / KEPT / name, site, work, self.given_up)
        if copies and aside.possible():
            self.aside = Aside(do)
        else:
            pool = ThreadPoolExecutor(max_workers=1)
            self.thread = pool.submit(do)
            pool.shutdown(wait=False)

    def finish(self, pages: Iterable[str] = ()) -> None:
        """Wait until the prints are in the site, and write their sizes into those of `pages` that ask for them."""
        try:
            if self.aside:
                self.aside.finish()
            elif self.thread:
                self.thread.result()
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        for page in pages:
            file = self.site / page / "index.html"
            if file.is_file():
                html = file.read_text("utf-8")
                file.write_text(_SIZE.sub(self._size, html), encoding="utf-8", newline="\n")

    def stop(self) -> None:
        """Put nothing more into the site. A thread cannot be stopped, but when this returns it has ended."""
        self.given_up.set()
        if self.aside:
            self.aside.stop()
        elif self.thread:
            wait([self.thread])

    def _size(self, found: re.Match[str]) -> str:
        """Say how large a print is; what is not there yet is printed by another capability, which has its turn too."""
        path = self.site / found[1]
        return size(path.read_bytes()) if path.is_file() else found[0]


class PrintsBeside:
    """A plugin that prints: `prints` is set when its pages are known."""

    serving = False
    prints: Prints | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is being served; then there are threads."""
        del dirty
        self.serving = command == "serve"

    def begin(self, name: str, config: MkDocsConfig, work: Work) -> None:
        """Start printing."""
        build = session.of(config)
        self.prints = Prints(build, name, Path(config.site_dir), work, copies=not self.serving)

    def on_build_error(self, *, error: Exception) -> None:
        """Print nothing more for a site that will not be published."""
        del error
        self.on_shutdown()

    def on_shutdown(self) -> None:
        """Leave no work behind that nobody waits for."""
        if self.prints:
            self.prints.stop()


def _print(folder: Path, site: Path, work: Work, given_up: threading.Event) -> None:
    kept = Kept(folder)
    for path, content in work(kept).items():
        if given_up.is_set():
            return
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f"{target.name}.new")
        fresh.write_bytes(content)
        fresh.replace(target)  # whole, since others may look how large it is
    kept.end()


def printed(build: Session, planned: Iterable[tuple[Format, PrintedCharter]], kept: Kept) -> dict[str, bytes]:
    """Print every form of charters that is planned, or take it from what is kept."""
    brand = printing.printed_brand(build.catalogue)
    printer = Printer(brand, build.timestamp)
    made = {}
    for form, charter in planned:
        make = _maker(printer, brand, form, build.timestamp)
        kind = "charter" if form.what in {"poster", "document"} else form.what
        key = build.cache.key((kind, form.how, brand, charter, build.timestamp)).hex()
        made[form.path] = kept.data(key, partial(make, charter))
        if build.one_sheet and form.one_sheet[0] and sheets(made[form.path]) > 1:
            raise ContentError([_too_long(build, form, charter)])
    return made


def _too_long(build: Session, form: Format, printed: PrintedCharter) -> Problem:
    """Say that a poster does not fit its sheet, and what to do; a notice says that it shows chosen sections already."""
    charter, language = form.one_sheet
    if language:
        rows = build.catalogue.tables["charter-translations"]
        row = next(r for r in rows if (r.cells["charter"], r.cells["language"]) == form.one_sheet)
        hint = "Shorten the clauses of this translation that its poster shows."
    else:
        row = next(r for r in build.catalogue.tables["charters"] if r.cells["id"] == charter)
        hint = (
            "Mark fewer sections with `on_poster: true`, or shorten their clauses."
            if printed.notice
            else "Mark the sections that belong on a wall with `on_poster: true`; the whole charter is then a document "
            "of its own."
        )
    title = f"\u201c{printed.title}\u201d"
    message = f"the {form.how.upper()} poster of {title} does not fit one sheet in type that can be read"
    return row.problem("title", message, hint, TOO_LONG)


def sheets(content: bytes) -> int:
    """Say of how many sheets a PDF is; 0 for anything else."""
    found = _SHEETS.search(content) if content.startswith(b"%PDF") else None
    return int(found[1] or found[2]) if found else 0


def _maker(printer: Printer, brand: PrintedBrand, form: Format, timestamp: int) -> Callable[[PrintedCharter], bytes]:
    of_kind: dict[tuple[str, str], Callable[[PrintedCharter], bytes]] = {
        ("booklet", "a5"): printer.booklet,
        ("booklet", "large"): printer.large_booklet,
        ("booklet", "plain"): partial(text.booklet, brand),
        ("table_sign", "a4"): printer.table_sign,
        ("table_sign", "large"): printer.large_table_sign,
        ("table_sign", "plain"): partial(text.table_sign, brand),
        ("children", "a4"): printer.children,
        ("children", "large"): printer.large_children,
        ("children", "plain"): partial(text.children, brand),
        ("poster", "a3"): printer.large_poster,
        ("template", "a4"): printer.template,
        ("template", "large"): printer.large_template,
        ("template", "plain"): partial(text.template, brand),
        ("template", "word"): partial(word_template, brand, timestamp),
    }
    of_any: dict[str, Callable[[PrintedCharter], bytes]] = {
        "a4": printer.poster,
        "large": printer.large,
        "plain": partial(text.charter, brand),
    }
    return of_kind.get((form.what, form.how)) or of_any[form.how]


def word_template(brand: PrintedBrand, timestamp: int, charter: PrintedCharter) -> bytes:
    """Give the sheet to write one's own charter on for Word."""
    from charterkit.render import charter_word  # noqa: PLC0415 - 0.2 s, which a rebuild need not wait for

    return charter_word.template(brand, charter, timestamp)


def size(content: bytes) -> str:
    """Say how large a file is, and of how many sheets."""
    weight = f"{max(1, round(len(content) / _KILOBYTE)):,} kB"
    count = sheets(content)
    return f", {count} {'page' if count == 1 else 'pages'}, {weight}" if count else f", {weight}"
