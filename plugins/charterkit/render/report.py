"""Writes a report of tables: as Markdown, as CSV, and as a PDF that meets PDF/UA-1."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typst

from charterkit.render.pdf import FONTS, TEMPLATES
from charterkit.render.sheets import PrintError, missing_signs, named

if TYPE_CHECKING:
    from charterkit.model import Brand
    from charterkit.views.pledge_report import Report

_MARKS = re.compile(r"([\\`*_{}\[\]#|<>~&])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run (OWASP, CSV injection)
_ROUNDS = 8


def markdown(report: Report) -> str:
    """Write the report as Markdown; whatever comes from a record is text in it."""
    lines = [f"# {_plain(report.title)}: {_plain(report.site)}", "", f"As of {_day(report)}.", ""]
    lines += [f"- {_plain(sentence)}" for sentence in report.summary]
    for part in report.parts:
        lines += ["", f"## {_plain(part.heading)}", ""]
        if part.text:
            lines += [_plain(part.text), ""]
        if part.rows:
            lines.append(f"| {' | '.join(map(_plain, part.header))} |")
            lines.append(f"|{' --- |' * len(part.header)}")
            lines += [f"| {' | '.join(map(_plain, row))} |" for row in part.rows]
    return "\n".join(lines).rstrip() + "\n"


def table(report: Report) -> str:
    """Write the report as one CSV table: which part, which column, which value, with the row's number."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["part", "row", "column", "value"])
    for part in report.parts:
        for number, row in enumerate(part.rows, start=1):
            for column, value in zip(part.header, row, strict=True):
                writer.writerow([part.heading, number, column, f"'{value}" if value.startswith(_FORMULA) else value])
    return out.getvalue()


def pdf(report: Report, brand: Brand, timestamp: int) -> bytes:
    """Print the report; the same report and timestamp give the same bytes. Raises `PrintError` where it cannot be."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    compiler = typst.Compiler(TEMPLATES / "report.typ", root=TEMPLATES, font_paths=fonts)
    data: dict[str, Any] = {
        "fonts": fonts.families(),
        "owner": brand.owner,
        "accent": brand.accent or "#0b5c63",
        "day": _day(report),
        "report": json.loads(json.dumps({**asdict(report), "day": ""})),  # lists, as Typst will see them
    }
    for _ in range(_ROUNDS):
        try:
            made = compiler.compile(
                format="pdf",
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=["ua-1"],
                timestamp=timestamp,
            )
        except typst.TypstError as error:
            missing = missing_signs(error)
            if not missing:
                raise PrintError(f"The report cannot be printed: {error.message}") from error
            data = named(data, missing)
        else:
            if isinstance(made, bytes):
                return made
            break
    raise PrintError("The report cannot be printed: it holds too many signs that no font has.")


def _day(report: Report) -> str:
    return f"{report.day.day} {report.day:%B %Y}"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
