"""What a site tells its readers about itself: how far everybody can use it, and what becomes of their data.

The accessibility statement has the parts that the law asks of public bodies in the United Kingdom (The Public Sector
Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018, regulation 8), and claims nothing that
no record says. The privacy notice lists what scripts keep on a device from `KEPT`, which a test compares with the
scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from charterkit.views import page

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterator

    from charterkit.catalogue import Catalogue
    from charterkit.model import AccessibilityTest, Barrier, Brand


@dataclass(frozen=True)
class Kept:
    """Something that a script keeps on the reader's device.

    `name` is the one in the script; `plugin` what brings the script. `what` is kept, `why`, and `gone` says when it
    goes.
    """

    name: str
    plugin: str
    what: str
    why: str
    gone: str


KEPT = (
    Kept(
        "scheme",
        "charterkit",
        "Whether you chose light or dark colours",
        "so that every page has them from the start",
        "When you choose what your system has",
    ),
    Kept(
        "last-visit",
        "charterkit/news",
        "The days of your last two visits, or that you do not want them kept",
        "so that the home page and the library can say what is new",
        "When you choose “Do not keep my visits”",
    ),
    Kept(
        "shortlist",
        "charterkit/shortlist",
        "Which case studies you have put on your shortlist",
        "so that you find them again on every page",
        "When you clear the shortlist",
    ),
    Kept(
        "our-setting",
        "charterkit/likeness",
        "The figures of your setting, if you choose to keep them",
        "so that you need not enter them again",
        "When you start again, or choose not to keep them",
    ),
    Kept(
        "worksheet-",
        "charterkit/worksheets",
        "What you have written on a worksheet",
        "so that you can stop and go on another day",
        "When you choose to clear the sheet",
    ),
    Kept(
        "charter",
        "charterkit/composer",
        "The charter that you are writing, with its logo",
        "so that you can stop and go on another day",
        "When you begin another",
    ),
    Kept(
        "charter-before",
        "charterkit/composer",
        "The charter that you wrote before it",
        "so that you can bring it back",
        "When you begin a third",
    ),
    Kept(
        "draft-",
        "charterkit/contribute",
        "What you have written into a form for contributors",
        "so that you can stop and go on another day",
        "When you choose to clear the form",
    ),
    Kept(
        "searches",
        "charterkit/search",
        "The words of your last searches",
        "so that you can search for them again",
        "When you remove them in the search dialog",
    ),
    Kept(
        "search-remember",
        "charterkit/search",
        "That you do not want searches kept",
        "so that they are not",
        "When you choose to have them kept again",
    ),
    Kept(
        "search-shortcut",
        "charterkit/search",
        "That you do not want a key to open the search",
        "so that none does",
        "When you choose the key again",
    ),
)
"""Everything that is kept. Who keeps something more adds it here."""


@dataclass(frozen=True)
class AccessibilityView:
    """The accessibility statement. `reviewed` is the day of the last review or test, whichever is later."""

    brand: Brand
    tests: tuple[AccessibilityTest, ...]
    breaking: tuple[Barrier, ...]
    burdens: tuple[Barrier, ...]
    outside: tuple[Barrier, ...]
    address: str
    reviewed: datetime.date | None

    @property
    def reachable(self) -> bool:
        """Say whether there is a way to write to the owner."""
        return bool(self.brand.contact_email or self.brand.contact_url or self.brand.contact_by_phone)


@dataclass(frozen=True)
class PrivacyView:
    """The privacy notice; `others` are the other hosts that pages may ask for something."""

    brand: Brand
    kept: tuple[Kept, ...]
    others: tuple[str, ...]
    with_data: bool


def _own_tests(catalogue: Catalogue) -> list[AccessibilityTest]:
    """Give the tests of this site: a fork may have the records of what was found on another."""
    return [t for t in catalogue.accessibility_tests.values() if t.site in {"", catalogue.brand.name}]


def pages(
    catalogue: Catalogue, plugins: Collection[str], address: str, others: tuple[str, ...], *, with_data: bool
) -> Iterator[page.Page]:
    """Give both pages. `plugins` are those of the site, `address` is its own or empty."""
    brand = catalogue.brand
    tests = tuple(sorted(_own_tests(catalogue), key=lambda test: test.tested_on, reverse=True))
    barriers = tuple(catalogue.barriers.values())
    dates = (brand.accessibility_reviewed_on, brand.accessibility_prepared_on, *(test.tested_on for test in tests))
    yield page.Page(
        path=page.ACCESSIBILITY,
        title="Accessibility statement",
        description=f"How far everybody can use {brand.name}, how that was tested, and what to do where you cannot.",
        template="accessibility.html",
        view=AccessibilityView(
            brand=brand,
            tests=tests,
            breaking=tuple(b for b in barriers if b.reason == "non-compliance"),
            burdens=tuple(b for b in barriers if b.reason == "burden"),
            outside=tuple(b for b in barriers if b.reason == "outside-the-law"),
            address=address,
            reviewed=max((date for date in dates if date), default=None),
        ),
        kind="About",
    )
    yield page.Page(
        path=page.PRIVACY,
        title="Privacy notice",
        description="What this site keeps, where, and what it sends to nobody.",
        template="privacy.html",
        view=PrivacyView(brand, tuple(kept for kept in KEPT if kept.plugin in plugins), others, with_data),
        kind="About",
    )
