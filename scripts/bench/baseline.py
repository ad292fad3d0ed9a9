"""The same words as hand-written Markdown pages, for MkDocs + Material as they come.

It is as fast as that pair can be made without an engine: the pages stay out of the nav (which is quadratic), the
search plugin is off, no Markdown extension is on beyond MkDocs' own. `pagefind` then indexes what was built.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    Record = dict[str, Any]

_CONFIG = """\
site_name: Benchmark
site_url: https://example.org/
theme:
  name: material
  language: en
  font: false
plugins: []
nav:
  - Home: index.md
not_in_nav: |
  case-studies/
"""


def write_site(site: Path, records: Sequence[Path]) -> None:
    """Write an MkDocs site to `site`, one page for each of the files `records`."""
    shutil.rmtree(site, ignore_errors=True)
    pages = site / "docs/case-studies"
    pages.mkdir(parents=True)
    (site / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    listed = [_page(pages, path) for path in records]
    (site / "docs/index.md").write_text("\n".join(["# Case studies", "", *listed, ""]), encoding="utf-8")


def page(one: Record) -> str:
    """A case study as somebody would write it by hand in Markdown."""
    return "\n\n".join(_blocks(one)) + "\n"


def _page(pages: Path, path: Path) -> str:
    """Write the page of one record, and return its line in the list on the home page."""
    one: Record = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    (pages / f"{path.stem}.md").write_text(page(one), encoding="utf-8")
    return f"- [{one['title']}](case-studies/{path.stem}.md)"


def _blocks(one: Record) -> Iterator[str]:
    yield f"# {one['title']}"
    yield one["summary"]
    yield "\n".join(["| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in _facts(one))])
    yield "## In numbers"
    yield "\n".join(_figure(figure) for figure in one.get("in_numbers", ()))
    yield "## Context"
    yield one["context"]
    yield "## What"
    for what in one["what"]:
        yield from (f"### {what['heading']}", what["body"], f"> {what['example']}")
    yield "## How"
    for how in one.get("how", ()):
        yield from (f"### {how['question']}", how["answer"])
    yield "## Impact"
    yield "\n".join(f"- {impact['statement']} ({impact['period']})" for impact in one.get("impact", ()))
    for heading in ("limitations", "staffing", "time_needed", "training"):
        yield f"## {heading.replace('_', ' ').capitalize()}"
        yield one[heading]
    yield "## Sources"
    yield "\n".join(f"- [{s['title']}]({s['url']}), {s['publisher']}, {s['year']}" for s in one["sources"])
    yield "## Related"
    yield "\n".join(f"- [{related}]({related}.md)" for related in one.get("related", ())) or "None."


def _facts(one: Record) -> Iterator[tuple[str, str]]:
    for name in ("setting_name", "setting_type", "place", "tier", "cost_band", "practice_stage", "outcome"):
        yield name.replace("_", " ").capitalize(), str(one[name])
    for name in ("local_authorities", "regions", "key_features", "needs", "resources"):
        if one.get(name):
            yield name.replace("_", " ").capitalize(), ", ".join(one[name])
    for tag in one["principles"]:
        yield tag["principle"], tag["reason"]


def _figure(figure: Record) -> str:
    text = f"- {figure['measure']}: {figure['value']}"
    if "comparator" in figure:
        text += f" ({figure['comparator']}: {figure['comparator_value']})"
    return text
