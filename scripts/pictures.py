"""Take the pictures of the guides: of the reference site, in a browser, into .github/.

Names of pictures as arguments take those alone. The site is built in a folder of its own, with one withdrawn entry
added to it, so that what is shown is what readers get. Dates in the form are set, and nothing moves, so that the same
site gives the same pictures on the same machine; browsers and their fonts differ a little between machines. The picture
of the Word form needs LibreOffice, and is left as it is without.
"""

import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from _browser import browser
from _environment import ROOT, ready
from _served import FLAGS, served

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser, Locator, Page

FOLDER = ROOT / ".github" / "guide"
README = ROOT / ".github" / "readme.png"
MOST_BYTES = 120_000
"""A guide with ten pictures should open on a telephone."""

PARTS = ("mkdocs.yml", "content", "data", "overrides")
WITHDRAWN = "status: withdrawn\nwithdrawn_on: 2026-11-25\nwithdrawn_reason: asked\n"
WIDTH, SCALE = 900, 1.5
COLOURS = 96

DRAFT = {
    "#f-title": "A breakfast club that parents run",
    "#f-summary": "Parents open the hall at half past seven, and whoever comes finds a table and somebody to talk to.",
    "#f-setting_name": "A primary school",
    "#f-setting_type": "Primary school",
    "#f-principles-1-reason": "Parents decide how the club is run.",
    "#f-context": "Some families start work before the school day begins.",
    "#f-what-1-heading": "An open hall",
    "#f-what-1-body": "The hall is open from half past seven. Nobody has to sign up.",
    "#f-sources-1-title": "What we wrote down ourselves",
    "#f-sources-1-publisher": "The school",
}
CHOICES = (
    "#f-naming-2",
    "#f-regions-1",
    "#f-key_features-5",
    "#f-principles-1-principle-2",
    "#f-cost_band-1",
    "#f-practice_stage-1",
    "#f-outcome-1",
    "#f-subject-1",
)
"""What is filled in for the picture of the review: what a record needs, and no more."""


def main(wanted: list[str]) -> int:
    """Take the pictures with these names, or all of them; 0 when all could be taken."""
    python = ready("test").program("python")
    if Path(sys.prefix) != ready("test").folder:
        return subprocess.call([str(python), __file__, *wanted])
    unknown = [name for name in wanted if name not in (*SHOTS, *DRAWN)]
    if unknown:
        print(f"There is no picture {', '.join(unknown)}. There are: {', '.join((*SHOTS, *DRAWN))}.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        site = _built(Path(folder) / "site")
        if site is None:
            return 1
        _shoot(site, [name for name in SHOTS if name in wanted or not wanted])
        for name, draw in DRAWN.items():
            if name in wanted or not wanted:
                draw(site)
    return 0


def _built(root: Path) -> Path | None:
    """Build the reference site with a withdrawn entry, and give the folder that is published."""
    root.mkdir()
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
        if (ROOT / part).exists():
            copy(ROOT / part, root / part)
    (root / "content" / "case-studies" / "an-entry-that-was.yml").write_text(WITHDRAWN, encoding="utf-8")
    done = subprocess.call([sys.executable, "-m", "charterkit", "--site", str(root), "build"], cwd=root)
    return root / "site" if done == 0 else None


def _shoot(site: Path, names: list[str]) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - found in the tests' environment alone

    with served(site) as top, sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser(), args=[*FLAGS, "--hide-scrollbars"])
        for name in names:
            page = _page(launched)
            _write(FOLDER / f"{name}.png", _cropped(page, *SHOTS[name](page, top)))
            page.close()
        launched.close()


def _page(launched: "Browser", width: int = WIDTH, height: int = 800, scale: float = SCALE) -> "Page":
    page = launched.new_page(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    page.clock.set_fixed_time("2026-11-25T09:00:00Z")
    return page


def _cropped(page: "Page", start: "Locator", height: int) -> bytes:
    """Give a picture of a page from a little above an element on, over the width of the window."""
    page.evaluate("document.fonts.ready")
    box = start.bounding_box()
    above = 24
    top = (box["y"] if box else 0) + page.evaluate("scrollY") - above
    clip = {"x": 0, "y": max(top, 0), "width": page.evaluate("innerWidth"), "height": height}
    return page.screenshot(clip=clip, full_page=True, animations="disabled", caret="hide")  # type: ignore[arg-type]


def _form(page: "Page", top: str) -> "tuple[Locator, int]":
    _filled(page, top)
    page.locator("#f-summary").fill("")
    page.locator("#f-urn").fill("12345")
    page.locator("#f-sources-1-publisher").fill("")
    page.get_by_role("button", name="Check and review").click()
    return page.locator("[data-ck-summary]"), 760


def _review(page: "Page", top: str) -> "tuple[Locator, int]":
    _filled(page, top)
    page.get_by_role("button", name="Check and review").click()
    return page.locator("[data-ck-review]"), 640


def _take_away(page: "Page", top: str) -> "tuple[Locator, int]":
    _filled(page, top)
    page.get_by_role("button", name="Check and review").click()
    return page.get_by_role("heading", name="Take it away"), 830


def _filled(page: "Page", top: str) -> None:
    """Fill in what a record needs."""
    page.goto(f"{top}contribute/case-studies/", wait_until="networkidle")
    for field, text in DRAFT.items():
        control = page.locator(field)
        if control.evaluate("e => e.localName") == "select":
            control.select_option(label=text)
        else:
            control.fill(text)
    for choice in CHOICES:
        page.locator(choice).check()


def _library(page: "Page", top: str) -> "tuple[Locator, int]":
    page.set_viewport_size({"width": 1180, "height": 900})
    page.goto(f"{top}library/?outcome=promising", wait_until="networkidle")
    return page.locator("h1"), 860


def _evidence(page: "Page", top: str) -> "tuple[Locator, int]":
    page.goto(f"{top}case-studies/engage-in-education/", wait_until="networkidle")
    return page.locator("article header"), 786


def _withdrawn(page: "Page", top: str) -> "tuple[Locator, int]":
    page.goto(f"{top}case-studies/an-entry-that-was/", wait_until="networkidle")
    return page.locator("body"), 460


def _coverage(page: "Page", top: str) -> "tuple[Locator, int]":
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{top}coverage/", wait_until="networkidle")
    return page.locator("h1"), 878


def _contribute(page: "Page", top: str) -> "tuple[Locator, int]":
    page.goto(f"{top}contribute/", wait_until="networkidle")
    return page.locator("h1"), 560


SHOTS: "dict[str, Callable[[Page, str], tuple[Locator, int]]]" = {
    "contribute": _contribute,
    "form": _form,
    "review": _review,
    "take-away": _take_away,
    "library": _library,
    "evidence": _evidence,
    "withdrawn": _withdrawn,
    "coverage": _coverage,
}
"""Each picture of the editors' guide: a function that opens a page, and says from where on and how high it is shown."""


def _word(site: Path) -> None:
    """Draw the first page of the Word form, by LibreOffice where there is one."""
    office, drawing = shutil.which("soffice"), shutil.which("pdftoppm")
    if office is None or drawing is None:
        print("Without LibreOffice and Poppler, the picture of the Word form stays as it is.", file=sys.stderr)
        return
    from PIL import Image  # noqa: PLC0415 - found in the environments alone

    with tempfile.TemporaryDirectory() as folder:
        form = site / "contribute" / "case-studies.docx"
        home = f"-env:UserInstallation={Path(folder, 'home').as_uri()}"
        pdf = [office, home, "--headless", "--convert-to", "pdf", "--outdir", folder, str(form)]
        png = [drawing, "-png", "-f", "1", "-singlefile", "-r", "110", str(Path(folder, f"{form.stem}.pdf"))]
        for line in (pdf, [*png, str(Path(folder, "sheet"))]):
            subprocess.run(line, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
        sheet = Image.open(Path(folder, "sheet.png")).convert("RGB")
    _save(FOLDER / "word.png", sheet)


def _readme(site: Path) -> None:
    """Put the home page and the library side by side."""
    from PIL import Image  # noqa: PLC0415 - found in the environments alone
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - found in the tests' environment alone

    width, height, edge = 1280, 1440, 1
    sheet = Image.new("RGB", (2 * (800 + 2 * edge) + 3 * 28, 900 + 2 * edge + 2 * 28), "#e6eaec")
    with served(site) as top, sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser(), args=[*FLAGS, "--hide-scrollbars"])
        for number, address in enumerate(("", "library/")):
            page = _page(launched, width, height, 1.25)
            page.goto(top + address, wait_until="networkidle")
            page.evaluate("document.fonts.ready")
            taken = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
            taken = taken.resize((800, 900), Image.Resampling.LANCZOS)
            framed = Image.new("RGB", (800 + 2 * edge, 900 + 2 * edge), "#9aa3a7")
            framed.paste(taken, (edge, edge))
            sheet.paste(framed, (28 + number * (800 + 2 * edge + 28), 28))
            page.close()
        launched.close()
    _save(README, sheet)


DRAWN: dict[str, Callable[[Path], None]] = {"word": _word, "readme": _readme}
"""Pictures that are made otherwise."""


def _write(path: Path, png: bytes) -> None:
    from PIL import Image  # noqa: PLC0415 - found in the environments alone

    _save(path, Image.open(io.BytesIO(png)).convert("RGB"))


def _save(path: Path, picture: "Image") -> None:
    """Write a picture with a grey edge and with few colours, those of small marks among them."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - found in the environments alone

    framed = ImageOps.expand(picture, 0 if path == README else 2, "#b9c0c3")
    few = framed.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    path.parent.mkdir(exist_ok=True)
    few.save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(ROOT)}: {few.width} by {few.height}, {size:,} bytes")
    if size > MOST_BYTES:
        sys.exit(f"{path.name} is larger than {MOST_BYTES:,} bytes; show less of the page.")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
