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
        sizes = {path: _size(content) for path, content in made.items()}
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
    return made


def _maker(printer: Printer, brand: PrintedBrand, form: Format) -> Callable[[PrintedCharter], bytes]:
    blank = form.what == "template"
    match form.how:
        case "a4":
            return printer.template if blank else printer.poster
        case "large":
            return printer.large_template if blank else printer.large
        case "plain":
            return partial(text.template if blank else text.charter, brand)


def _size(content: bytes) -> str:
    """Say how large a file is, and of how many sheets."""
    size = f"{max(1, round(len(content) / _KILOBYTE)):,} kB"
    found = _SHEETS.search(content)
    if not found:
        return f", {size}"
    sheets = int(found[1] or found[2])
    return f", {sheets} {'page' if sheets == 1 else 'pages'}, {size}"
