"""Printed pages as PDF: charters as posters and as sheets to write one's own on, case studies and worksheets.

A `Printer` takes what `views.printables` says and gives the bytes of a tagged PDF that meets PDF/UA-1 (ISO 14289-1).
The layout is Typst's, in the folder `typst/`; what is said reaches it as one JSON string and is never read as Typst.
The same thing to print, brand, fonts and timestamp give the same bytes.

Each kind of printed thing has a `Sheet`, made by its own module (`charter_sheets`, `case_sheets`): which template, what
it is called in messages, and what of it is refused. A further kind is a module, a template and a method here.
"""

from __future__ import annotations

import io
import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst
from PIL import Image

from charterkit.render import case_sheets, certificate_sheets, charter_sheets, worksheet_sheets
from charterkit.render.sheets import PrintError, Sheet, given, missing_signs, named
from charterkit.views.printables import PrintedCertificate, PrintedForm

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from charterkit.views.printables import PrintedBrand, PrintedCase, PrintedCharter
    from charterkit.views.worksheet_prints import PrintedWorksheet

__all__ = ["PrintError", "Printer"]

PACKAGE: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = PACKAGE / "typst"
FONTS: Final = PACKAGE / "fonts"
FURTHER_FONTS: Final = tuple(
    Path(str(files(package))) / "files" for package in ("fontpkg_amiri", "fontpkg_hind_siliguri")
)
"""For Arabic, Urdu and Bengali, which the shipped family lacks."""

_A4_INCHES: Final = 8.27
_COLOURS: Final = 48

_ROUNDS: Final = 8
"""How often a text is set again with signs named that no font has; each time Typst names those it has met."""


class Printer:
    """Sets the printed pages of one site.

    Keep one for a whole build: fonts and templates are then read once.
    """

    def __init__(
        self,
        brand: PrintedBrand,
        timestamp: datetime.datetime | int,
        fonts: Sequence[Path] = (),
    ) -> None:
        """Read the fonts and make ready.

        `timestamp` is what the PDF gives as its date: seconds since 1970 or a datetime with a time zone; hand in the
        content's date, not the clock's, or two builds differ. `fonts` are folders of further fonts, for scripts that
        the shipped families lack.
        """
        self._brand = brand
        self._timestamp = timestamp
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[FONTS, *FURTHER_FONTS, *fonts],
        )
        own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]).families()
        self._families = [*own, *(family for family in self._fonts.families() if family not in own)]
        self._compilers: dict[str, typst.Compiler] = {}

    def poster(self, charter: PrintedCharter) -> bytes:
        """Give the charter as an A4 poster: one sheet if it can be read on one, further sheets rather than a cut.

        A sign that no font has is printed as its name: an emoji is no reason not to print a charter.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("poster", charter))

    def large_poster(self, charter: PrintedCharter) -> bytes:
        """Give the charter as an A3 poster, in larger type.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("poster", charter, "a3"))

    def booklet(self, charter: PrintedCharter) -> bytes:
        """Give the charter as a booklet of A5 pages.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("booklet", charter))

    def large_booklet(self, charter: PrintedCharter) -> bytes:
        """Give what the booklet says in large print, on A4 sheets.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("large", charter, booklet=True))

    def children(self, charter: PrintedCharter) -> bytes:
        """Give the charter's headings as large boxes to draw or write in.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("children", charter))

    def large_children(self, charter: PrintedCharter) -> bytes:
        """Give the same in large print: a box that fills a sheet for each heading.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("children-large", charter))

    def table_sign(self, charter: PrintedCharter) -> bytes:
        """Give the charter as an A4 sheet to fold, which says the same to both sides of a table.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("table-sign", charter))

    def large_table_sign(self, charter: PrintedCharter) -> bytes:
        """Give the same in large print, as an A3 sheet to fold.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("table-sign", charter, "a3", large=True))

    def form(self, form: PrintedForm) -> bytes:
        """Give a form to fill in by hand.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(_form(form))

    def picture(self, template: str, printed: PrintedCharter | PrintedCertificate | PrintedForm, width: int) -> bytes:
        """Give the first sheet that `template` makes of it as a PNG picture, `width` dots wide or a little less.

        Raises `PrintError` where a text cannot be printed.
        """
        if isinstance(printed, PrintedCertificate):
            sheet = certificate_sheets.sheet(printed)
        elif isinstance(printed, PrintedForm):
            sheet = _form(printed)
        else:
            sheet = charter_sheets.sheet(template, printed)
        drawn = self._compiler(sheet.template).compile(
            format="png",
            ppi=width / _A4_INCHES,
            sys_inputs=self._told(sheet, given(self._brand, sheet, self._families)),
        )
        first = drawn[0] if isinstance(drawn, list) else drawn
        if not isinstance(first, bytes):
            raise PrintError(f"{sheet.called} cannot be drawn: Typst gave no picture.")
        return _smaller(first)

    def template(self, charter: PrintedCharter) -> bytes:
        """Give an A4 sheet on which a school or class writes a charter of its own, in this charter's form.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("template", charter))

    def large(self, charter: PrintedCharter) -> bytes:
        """Give the charter in large print: one column of 18 pt or more, over as many A4 sheets as it takes.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("large", charter))

    def large_template(self, charter: PrintedCharter) -> bytes:
        """Give the sheet to write one's own charter on in large print.

        Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(charter_sheets.sheet("template-large", charter))

    def case_study(self, case: PrintedCase, timestamp: int | None = None) -> bytes:
        """Give a case study as an A4 document; `timestamp` is the case's own date, where it has one.

        A sign that no font has is printed as its name. Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(case_sheets.sheet(case), timestamp)

    def large_case_study(self, case: PrintedCase, timestamp: int | None = None) -> bytes:
        """Give a case study in large print; all else as `case_study` has it."""
        return self._pdf(case_sheets.sheet(case, large=True), timestamp)

    def certificate(self, certificate: PrintedCertificate, timestamp: int | None = None) -> bytes:
        """Give a certificate (A4 across) or a sticker (A5 across); `timestamp` is the date of the pledge.

        A sign that no font has is printed as its name. Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(certificate_sheets.sheet(certificate), timestamp)

    def large_certificate(self, certificate: PrintedCertificate, timestamp: int | None = None) -> bytes:
        """Give a certificate in large print (A3 across); all else as `certificate` has it."""
        return self._pdf(certificate_sheets.sheet(certificate, large=True), timestamp)

    def worksheet(self, worksheet: PrintedWorksheet, timestamp: int | None = None) -> bytes:
        """Give a worksheet on A4: how to use it, and what there is to fill in; `timestamp` is its own date.

        A sign that no font has is printed as its name. Raises `PrintError` where a text cannot be printed.
        """
        return self._pdf(worksheet_sheets.sheet(worksheet), timestamp)

    def large_worksheet(self, worksheet: PrintedWorksheet, timestamp: int | None = None) -> bytes:
        """Give a worksheet in large print, with wide lines; all else as `worksheet` has it."""
        return self._pdf(worksheet_sheets.sheet(worksheet, large=True), timestamp)

    def _pdf(self, sheet: Sheet, timestamp: int | None = None) -> bytes:
        data = given(self._brand, sheet, self._families)
        for _ in range(_ROUNDS):
            try:
                return self._compiled(sheet, data, timestamp)
            except typst.TypstError as error:
                missing = missing_signs(error)
                if not missing:
                    raise PrintError(f"{sheet.called} cannot be printed: {error.message}") from error
                data = named(data, missing)
        raise PrintError(f"{sheet.called} cannot be printed: it holds too many signs that no font has.")

    def _compiled(self, sheet: Sheet, data: dict[str, Any], timestamp: int | None) -> bytes:
        pdf = self._compiler(sheet.template).compile(
            format="pdf",
            sys_inputs=self._told(sheet, data),
            pdf_standards=["ua-1"],
            timestamp=self._timestamp if timestamp is None else timestamp,
        )
        if not isinstance(pdf, bytes):
            raise PrintError(f"{sheet.called} cannot be printed: Typst gave no PDF.")
        return pdf

    def _compiler(self, template: str) -> typst.Compiler:
        if template not in self._compilers:
            self._compilers[template] = typst.Compiler(
                TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=self._fonts
            )
        return self._compilers[template]

    @staticmethod
    def _told(sheet: Sheet, data: dict[str, Any]) -> dict[str, str]:
        told = {"data": json.dumps(data, ensure_ascii=False), "paper": sheet.paper}
        return {**told, "large": "yes"} if sheet.large else told


def _smaller(picture: bytes) -> bytes:
    """Give a picture of a sheet in few colours, at a third of its size; nobody sees it at that scale."""
    made = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(made, format="PNG", optimize=True)
    return made.getvalue()


def _form(form: PrintedForm) -> Sheet:
    return Sheet("form", "form", f"The form \u201c{form.title}\u201d", form)
