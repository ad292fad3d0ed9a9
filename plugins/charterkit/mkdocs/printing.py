"""Prints charters beside the pages, and tells pages how large each print has become."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from charterkit.problems import CharterkitError
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


class Prints:
    """What is being printed of one build. `finish` waits for it."""

    def __init__(self, build: Session, planned: Iterable[tuple[Format, PrintedCharter]]) -> None:
        """Start; Typst works in a thread beside the pages, which are written meanwhile."""
        self.build = build
        pool = ThreadPoolExecutor(max_workers=1)
        self.printing: Future[dict[str, bytes]] = pool.submit(_printed, build, list(planned))
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
                file.write_text(_SIZE.sub(lambda found: sizes.get(found[1], ""), html), encoding="utf-8", newline="\n")


def _printed(build: Session, planned: list[tuple[Format, PrintedCharter]]) -> dict[str, bytes]:
    brand = printing.printed_brand(build.catalogue)
    printer = Printer(brand, build.timestamp)
    made = {}
    for form, printed in planned:
        make = _maker(printer, brand, form)
        kind = "template" if form.what == "template" else "charter"
        made[form.path] = build.cache.data((kind, form.how, brand, printed, build.timestamp), partial(make, printed))
        if form.source and sheets(made[form.path]) > 1:
            raise too_much("A4", printed.title, form.source, short=bool(printed.notice))
    return made


def too_much(paper: str, title: str, source: str, *, short: bool) -> CharterkitError:
    """Say that a poster does not fit its sheet; `short` says that it shows chosen sections already."""
    do = (
        "Mark fewer sections with `on_poster: true`, or shorten their clauses."
        if short
        else "Mark the sections that belong on a wall with `on_poster: true`; the whole charter is then a document of "
        "its own."
    )
    return CharterkitError(
        f"{source}: The {paper} poster of \u201c{title}\u201d does not fit one sheet in type that can be read. {do}"
    )


def sheets(content: bytes) -> int:
    """Say of how many sheets a PDF is; 0 for anything else."""
    found = _SHEETS.search(content)
    return int(found[1] or found[2]) if found else 0


def _maker(printer: Printer, brand: PrintedBrand, form: Format) -> Callable[[PrintedCharter], bytes]:
    blank = form.what == "template"
    match form.how:
        case "a4":
            return printer.template if blank else printer.poster
        case "large":
            return printer.large_template if blank else printer.large
        case "plain":
            return partial(text.template if blank else text.charter, brand)


def size(content: bytes) -> str:
    """Say how large a file is, and of how many sheets."""
    weight = f"{max(1, round(len(content) / _KILOBYTE)):,} kB"
    count = sheets(content)
    return f", {count} {'page' if count == 1 else 'pages'}, {weight}" if count else f", {weight}"
