"""Test the built site with axe in a browser, and write what was found where the accessibility statement tells it.

The largest page of each kind is opened in two widths and two colour schemes. Pages are of one kind that lie in one
folder at one depth, so this works for any site. 0 when no fault was found, else 1; every fault is printed. What was
found is written into data/accessibility-tests/software.yml: commit that file.
"""

import datetime
import json
import subprocess
import sys
from pathlib import Path

from _browser import browser
from _environment import ROOT, ready
from _served import FLAGS, served

FACTS = ROOT / "data" / "accessibility-tests" / "software.yml"
WIDTHS = {1280: "wide", 320: "as narrow as 400 % zoom makes them"}
SCHEMES = ("light", "dark")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def main() -> int:
    """Build the site, test it, and write what was found."""
    python = ready("test").program("python")
    if Path(sys.prefix) != ready("test").folder:
        return subprocess.call([str(python), __file__])
    if subprocess.call([str(python), "-m", "charterkit", "build", "--strict"], cwd=ROOT) != 0:
        return 1
    pages = samples(ROOT / "site")
    faults, tool = _tested(pages)
    for fault in faults:
        print(fault, file=sys.stderr)
    FACTS.parent.mkdir(exist_ok=True)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    FACTS.write_text(facts(_name(), pages, len(faults), tool, today), encoding="utf-8")
    print(f"{len(pages)} pages, {len(faults)} faults; written into {FACTS.relative_to(ROOT)}.")
    return 1 if faults else 0


def samples(site: Path) -> list[str]:
    """Give the largest page of each kind, by its address below the top; the page for what is not found is one."""
    kinds: dict[tuple[str, int], Path] = {}
    for path in sorted(site.rglob("*.html")):
        parts = path.relative_to(site).parts
        kind = (parts[0], len(parts))
        if kind not in kinds or path.stat().st_size > kinds[kind].stat().st_size:
            kinds[kind] = path
    return [path.relative_to(site).as_posix().removesuffix("index.html") for path in kinds.values()]


def facts(site: str, pages: list[str], faults: int, tool: str, date: datetime.date) -> str:
    """Write what was done and found as a record."""
    widths = " and ".join(WIDTHS.values())
    how = f"One page of each kind, {widths}, in {' and '.join(SCHEMES)} colours, by software: {tool}."
    lines = [
        "# yaml-language-server: $schema=../../data/json-schemas/accessibility-tests.json",
        "# Written by scripts/access.py, which tests the site again.",
        f"tested_on: {date}",
        f"site: {json.dumps(site, ensure_ascii=False)}",
        f'how: "{how}"',
        f"pages: {len(pages)}",
        f"states: {len(pages) * len(WIDTHS) * len(SCHEMES)}",
        f"faults: {faults}",
    ]
    return "\n".join([*lines, ""])


def _name() -> str:
    """Give the name of the site: a fork must not tell its readers what was found on another."""
    import yaml  # noqa: PLC0415 - found in the tests' environment alone

    return str(yaml.safe_load((ROOT / "data" / "brand.yml").read_text("utf-8"))["name"])


def _tested(pages: list[str]) -> tuple[list[str], str]:
    """Give every fault, with its page and state, and the names and versions of what found it."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - found in the tests' environment alone
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - as above

    faults, version = [], ""
    options = {"runOnly": list(TAGS), "resultTypes": ["violations"]}
    with served(ROOT / "site") as top, sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser(), args=list(FLAGS))
        for address in pages:
            for width in WIDTHS:
                for scheme in SCHEMES:
                    page = launched.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
                    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                    page.goto(top + address, wait_until="load")
                    page.evaluate(Axe().axe_script)
                    version = str(page.evaluate("axe.version"))
                    found = page.evaluate("options => axe.run(document, options)", options)
                    faults += [
                        f"{address or 'home'}, {width} px, {scheme}: {rule['help']} at {node['target']}"
                        for rule in found["violations"]
                        for node in rule["nodes"]
                    ]
                    page.close()
        tool = f"axe-core {version} (WCAG 2.2 A and AA, and good practice) in Chromium {launched.version.split('.')[0]}"
        launched.close()
    return faults, tool


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
