"""Prints a certificate and sticker for every pledge, in a process of its own: see `charterkit.views.certificates`.

What was printed is kept, so that only a new or changed pledge is printed again. A withdrawn pledge is not in the
catalogue, and so leaves nothing here.
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin, event_priority

from charterkit.mkdocs import session
from charterkit.mkdocs.beside import WorksBeside
from charterkit.mkdocs.pages import NoOptions
from charterkit.publish.kept import Kept
from charterkit.render import text
from charterkit.render.pdf import Printer
from charterkit.views import certificates, printing

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from charterkit.mkdocs.session import Session
    from charterkit.views.printables import PrintedCertificate

log = logging.getLogger("mkdocs.plugins.charterkit")

KEPT = ".charterkit/certificates"

A_MINUTE = 3500
"""About how many pledges are printed in a minute."""

_AFTER_ALL_PAGES = -40


class CertificatesPlugin(WorksBeside, BasePlugin[NoOptions]):
    """Prints them."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the pages of pledges that there will be files."""
        build = session.of(config)
        build.offers.add(certificates.CERTIFICATES)
        build.downloads.update(certificates.paths(build.catalogue))
        return config

    @event_priority(_AFTER_ALL_PAGES)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Begin to print, when it is known which pledges have pages."""
        build = session.of(config)
        self.begin(partial(_print, build, Path(config.site_dir)))
        return files


def _print(build: Session, site: Path) -> None:
    """Print what was not printed before, and put the files beside the pages."""
    kept = Kept(build.root / KEPT)
    brand = printing.printed_brand(build.catalogue)
    printer: list[Printer] = []

    def drawn(printed: PrintedCertificate, timestamp: int, *, large: bool = False) -> bytes:
        if not printer:  # fonts are read only when there is something to print
            printer.append(Printer(brand, timestamp))
        draw = printer[0].large_certificate if large else printer[0].certificate
        return draw(printed, timestamp)

    planned = []
    for pledge, printed in certificates.certificates(build.catalogue, build.site_url, build.pages):
        timestamp = certificates.timestamp(pledge)
        name = build.cache.key(("certificate", brand, printed, timestamp)).hex()
        planned.append((pledge.id, printed, timestamp, name))
    missing = sum(not kept.has(f"{name}-c.pdf") for *_, name in planned)
    if missing >= certificates.MANY:
        log.info(
            "Printing %s certificates and stickers that are not kept from an earlier build: about %d minutes, this "
            "once. A site that wants none leaves charterkit/certificates out.",
            f"{missing:,}",
            max(1, round(missing / A_MINUTE)),
        )
    for key, printed, timestamp, name in planned:
        sticker = certificates.sticker(printed)
        large = partial(drawn, printed, timestamp, large=True)
        kept.publish(f"{name}-c.pdf", partial(drawn, printed, timestamp), site / certificates.certificate_path(key))
        kept.publish(f"{name}-l.pdf", large, site / certificates.large_path(key))
        kept.publish(f"{name}-s.pdf", partial(drawn, sticker, timestamp), site / certificates.sticker_path(key))
        (site / certificates.text_path(key)).write_bytes(text.certificate(brand, printed))
    kept.end()
