"""The content security policy: what a page of the site may run and load, and the header files that say so to hosts.

Every page carries the policy, since not every host lets a site send headers. Pages hold no script of their own: the
engine's theme leaves Material's out. A site that puts a script into its overrides is allowed just that one, by the hash
of what stands in the template, never of what stands in a page, where it could be anybody's. Specification: Content
Security Policy Level 3 (https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

OWN: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'", "'wasm-unsafe-eval'"),  # the search is WebAssembly
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:", "blob:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "media-src": ("'self'",),
    "manifest-src": ("'self'",),
    "worker-src": ("'self'", "blob:"),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
}
"""What a page needs, and no more."""

HEADERS: Mapping[str, str] = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": ", ".join(
        f"{feature}=()" for feature in ("browsing-topics", "camera", "geolocation", "microphone", "payment", "usb")
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What a host should say besides; a page cannot say it itself."""

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"\btype\s*=\s*[\"']?application/(?:ld\+)?json\b", re.IGNORECASE)
_SOURCE = re.compile(r"[^\s;,\"<>]+")
_SAFE = "'none'"
_LOCAL = frozenset({"data:", "blob:"})


class NoPolicy(ValueError):
    """What a site asks for cannot be part of a policy; the message says why."""


def policy(more: Mapping[str, Sequence[str]], hashes: Sequence[str] = ()) -> str:
    """Write the policy: our own, with what a site adds to each directive, and the hashes of its own scripts.

    Raises `NoPolicy` for a directive that there is not, or a source that would end one.
    """
    for name, sources in more.items():
        if name not in {*OWN, "frame-src"}:
            known = ", ".join((*OWN, "frame-src"))
            raise NoPolicy(f"`{name}` is not a directive that can be added to. Use one of: {known}.")
        for source in sources:
            if not _SOURCE.fullmatch(source):
                raise NoPolicy(f"`{source}` is not one source. Write each as an entry of its own, without `;` or `,`.")
    names = [*OWN, *(name for name in more if name not in OWN)]
    whole = {name: [*OWN.get(name, ()), *more.get(name, ())] for name in names}
    whole["script-src"] += [f"'sha256-{value}'" for value in hashes]
    return "; ".join(f"{name} {' '.join(_sources(sources))}" for name, sources in whole.items())


def _sources(sources: Sequence[str]) -> list[str]:
    """Give the sources, each once; `'none'` stands alone or not at all."""
    once = list(dict.fromkeys(sources))
    return once if len(once) == 1 else [source for source in once if source != _SAFE]


def others(more: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Give the hosts that a site's additions let pages ask for something; keywords such as `'self'` are none."""
    named = (source for sources in more.values() for source in sources)
    return tuple(dict.fromkeys(s for s in named if not s.startswith("'") and s not in _LOCAL))


def inline_scripts(folder: Path) -> tuple[list[str], list[str]]:
    """Hash the scripts in a site's own templates; name the templates whose scripts differ from page to page."""
    hashes, varying = [], []
    for path in sorted(folder.rglob("*.html")):
        for found in _SCRIPT.finditer(path.read_text(encoding="utf-8")):
            if re.search(r"\bsrc\s*=", found["attributes"]) or _DATA.search(found["attributes"]):
                continue
            if "{{" in found["text"] or "{%" in found["text"]:
                varying.append(path.relative_to(folder).as_posix())
            else:
                hashes.append(base64.b64encode(hashlib.sha256(found["text"].encode()).digest()).decode())
    return list(dict.fromkeys(hashes)), list(dict.fromkeys(varying))


def header_files(written: str, embedding: Sequence[str]) -> dict[str, str]:
    """Give the files in which static hosts look for headers, by their name at the top of the site.

    `embedding` names who may show pages of the site inside their own: `'self'`, an origin, `*`. Without `written` the
    headers leave the rest to the pages, as they must where some need a looser policy: hosts send them with every page.
    """
    whole = [*filter(None, [written]), f"frame-ancestors {' '.join(embedding) or _SAFE}"]
    headers = {"Content-Security-Policy": "; ".join(whole), **HEADERS}
    netlify = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    apache = "".join(f'  Header always set {name} "{value}"\n' for name, value in headers.items())
    return {
        "_headers": f"/*\n{netlify}",
        ".htaccess": f"<IfModule mod_headers.c>\n{apache}</IfModule>\n",
    }
