"""Writes a page at every old address that leads to the new one, and the list that some hosts read (`_redirects`).

The page needs no script, and a host needs no settings. Where a host reads the list, it answers with 301 by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from charterkit.views.redirects import Redirect

LIST = "_redirects"


def write(moved: Sequence[Redirect], site: Path, site_url: str, render: Callable[[str, str, str], str]) -> None:
    """Write `moved` into the folder `site`. A page that is there already stays.

    `render` gives the HTML, called with what leads from the old address to the top of the site, with the new address
    relative to the top, and with its canonical address.
    """
    top = f"{site_url.rstrip('/')}/" if site_url else ""
    path = urlsplit(top).path or "/"
    lines = []
    for move in moved:
        target = site / move.old / "index.html"
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        base = "../" * move.old.count("/")
        target.write_text(render(base, move.new, f"{top or base}{move.new}"), encoding="utf-8")
        lines.append(f"{path}{move.old} {path}{move.new} 301\n")
    if lines:
        (site / LIST).write_text("".join(lines), encoding="utf-8")
