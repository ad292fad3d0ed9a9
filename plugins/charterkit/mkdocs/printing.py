"""Prints charters beside the pages, and tells pages how large each print has become."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from charterkit.problems import CharterkitError, ContentError, Problem
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

# A comment cannot come from a record: templates escape what records say.
_SIZE = re.compile(r"<!-- ck-size ([a-z0-9/.-]+) -->")
_SHEETS = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")
_KILOBYTE = 1000

TOO_LONG = "poster-too-long"


class Prints:
    """What is being printed of one build. `finish` waits for it."""

    def __init__(self, build: Session, work: Callable[[], dict[str, bytes]]) -> None:
        """Start `work`, which gives files by path; Typst works in a thread beside the pages, written meanwhile."""
        self.build = build
        pool = ThreadPoolExecutor(max_workers=1)
        self.printing: Future[dict[str, bytes]] = pool.submit(work)
        pool.shutdown(wait=False)

    def finish(self, config: MkDocsConfig, pages: Iterable[str]) -> None:
        """Put what was printed into the site, and its sizes into those of `pages` that ask for them."""
        try:
            made = self.printing.result()
        except CharterkitError as error:
            raise PluginError(str(error)) from None
        site = Path(config.site_dir)
        for path, content in made.items():
            target = site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        sizes = {path: size(content) for path, content in made.items()}
        for page in pages:
            file = site / page / "index.html"
            if file.is_file():
                html = file.read_text("utf-8")
                # What is not known here was printed by another capability, which has its turn too.
                told = _SIZE.sub(lambda found: sizes.get(found[1], found[0]), html)
                file.write_text(told, encoding="utf-8", newline="\n")


def printed(build: Session, planned: Iterable[tuple[Format, PrintedCharter]]) -> dict[str, bytes]:
    """Print every form of charters that is planned, or take it from the cache."""
    brand = printing.printed_brand(build.catalogue)
    printer = Printer(brand, build.timestamp)
    made = {}
    for form, charter in planned:
        make = _maker(printer, brand, form, build.timestamp)
        kind = "charter" if form.what in {"poster", "document"} else form.what
        made[form.path] = build.cache.data((kind, form.how, brand, charter, build.timestamp), partial(make, charter))
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
        ("table_sign", "a4"): printer.table_sign,
        ("children", "a4"): printer.children,
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
