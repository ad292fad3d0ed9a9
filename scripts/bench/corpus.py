"""A site with as many case studies as asked for: the reference site, and invented records that pass its schemas.

The records' words are invented (see `words.py`); their tags are drawn from the site's real vocabularies, some terms far
more often than others, as it is in life. Record number n is the same in every corpus, however many there are.
"""

from __future__ import annotations

import csv
import re
import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import yaml

from bench.words import Prose

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path
    from random import Random

    Record = dict[str, Any]

SITE = ("mkdocs.yml", "content", "data", "overrides")
"""What makes a site: the files and folders a borough owns."""

FIRST_DAY = date(2021, 1, 4)
LAST_DAY = date(2026, 10, 30)


@dataclass(frozen=True)
class Terms:
    """The ids that records may point to, by vocabulary or collection, read from a site."""

    of: dict[str, tuple[str, ...]]
    authorities: tuple[tuple[str, str], ...]
    """Each local authority with its region: a record names both, and they must agree."""

    @classmethod
    def read(cls, site: Path) -> Terms:
        """The terms of the site at `site`; raises FileNotFoundError where a collection is missing or empty."""
        of = {path.stem: tuple(row["id"] for row in _rows(path)) for path in _some(site / "data/vocabularies", "*.csv")}
        for collection in ("principles", "key-features"):
            of[collection] = tuple(path.stem for path in _some(site / "content" / collection, "*.yml"))
        resources = site / "data/resources.csv"
        of["resources"] = tuple(row["id"] for row in _rows(resources)) if resources.exists() else ()
        rows = _rows(site / "data/vocabularies/local-authorities.csv")
        return cls(of, tuple((row["id"], row["region"]) for row in rows))


def write_site(reference: Path, site: Path, count: int, without: Collection[str] = ()) -> list[Path]:
    """Copy the reference site to `site` and add `count` case studies; return the files of those.

    The plugins named by `without` are left out.
    """
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir(parents=True)
    for name in SITE:
        source = reference / name
        if source.is_dir():
            shutil.copytree(source, site / name)
        elif source.exists():
            shutil.copy2(source, site / name)
    _leave_out(site / "mkdocs.yml", without)
    folder = site / "content/case-studies"
    folder.mkdir(parents=True, exist_ok=True)
    terms = Terms.read(site)
    written = []
    for number in range(count):
        path = folder / f"{record_id(number)}.yml"
        path.write_text(dump(record(number, terms)), encoding="utf-8")
        written.append(path)
    return written


def _leave_out(configuration: Path, plugins: Collection[str]) -> None:
    """Take plugins with their options out of a mkdocs.yml; each must be there, or we measure something else."""
    text = configuration.read_text(encoding="utf-8")
    for name in plugins:
        text, count = re.subn(rf"^  - {re.escape(name)}:?\n(?:      .*\n)*", "", text, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"{configuration} names {name} {count} times, not once")
    configuration.write_text(text, encoding="utf-8")


def record_id(number: int) -> str:
    """The id of record `number`: it sorts as it counts, and cannot be that of a real record."""
    return f"bench-{number:05d}"


def record(number: int, terms: Terms) -> Record:
    """Case study `number`: about 1,000 words in its context, what, how and impact."""
    prose = Prose(f"case study {number}")
    draw = prose.draw
    published = FIRST_DAY + timedelta(days=draw.randrange((LAST_DAY - FIRST_DAY).days))
    return {
        "title": _cut(f"{prose.heading()} at {prose.name()}", 120),
        "summary": _cut(prose.text(22), 280),
        **_setting(prose, terms),
        **_tags(prose, terms),
        "in_numbers": [_figure(draw, measure) for measure in _several(draw, terms.of["measures"], 3, 6)],
        **_narrative(prose),
        "limitations": prose.text(30),
        "staffing": prose.text(20),
        "time_needed": prose.text(12),
        "training": prose.text(15),
        "cost_band": _one(draw, terms.of["cost-bands"]),
        "practice_stage": _one(draw, terms.of["practice-stages"]),
        "outcome": _one(draw, terms.of["outcomes"]),
        "related": [record_id(other) for other in sorted(draw.sample(range(number), min(number, draw.randrange(4))))],
        "sources": [_source(prose) for _ in range(draw.choice((1, 1, 2)))],
        "subject": draw.choice(("setting", "setting", "cohort")),
        "status": "published",
        "published_on": published,
        "last_reviewed": published,
        "review_due": published + timedelta(days=3650),
    }


def edited(number: int, terms: Terms, sentence: str) -> Record:
    """Case study `number` after an edit: its summary and its text both begin with `sentence`."""
    one = record(number, terms)
    return one | {
        "summary": _cut(f"{sentence} {one['summary']}", 280),
        "context": f"{sentence} {one['context']}",
    }


def dump(one: Record) -> str:
    """The record as YAML, as an editor would write it: folded prose, literal blocks, no anchors."""
    kept = {name: value for name, value in one.items() if value != []}
    return yaml.dump(kept, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _setting(prose: Prose, terms: Terms) -> Record:
    draw = prose.draw
    authority, region = terms.authorities[min(draw.randrange(len(terms.authorities)) for _ in range(2))]
    return {
        "setting_name": f"{prose.name()} {draw.choice(('Primary School', 'Academy', 'School', 'College'))}",
        "setting_type": _one(draw, terms.of["setting-types"]),
        "place": prose.name(),
        "naming": "named",
        "local_authorities": [authority],
        "regions": [region],
    }


def _tags(prose: Prose, terms: Terms) -> Record:
    draw = prose.draw
    return {
        "key_features": _several(draw, terms.of["key-features"], 1, 4),
        "principles": [
            {"principle": principle, "reason": _cut(prose.text(12), 280)}
            for principle in _several(draw, terms.of["principles"], 1, 3)
        ],
        "needs": _several(draw, terms.of["needs"], 0, 3),
        "tier": _one(draw, terms.of["tiers"]),
        "resources": _several(draw, terms.of["resources"], 0, 2),
    }


def _narrative(prose: Prose) -> Record:
    return {
        "context": prose.markdown(140),
        "what": [
            {"heading": _cut(prose.heading(), 120), "body": prose.markdown(85), "example": prose.text(30)}
            for _ in range(4)
        ],
        "how": [
            {"question": _cut(f"How does {prose.thing()} work?", 200), "answer": prose.markdown(55)} for _ in range(4)
        ],
        "impact": [{"statement": prose.text(15), "period": "One year"} for _ in range(3)],
    }


def _figure(draw: Random, measure: str) -> Record:
    value = round(draw.uniform(5.5, 95), 1)  # fewer people than five would have to be acknowledged
    figure: Record = {"measure": measure, "value": value}
    if draw.random() < 0.6:
        figure |= {"comparator": "Average of England", "comparator_value": round(draw.uniform(0.5, 95), 1)}
    return figure


def _source(prose: Prose) -> Record:
    return {
        "title": _cut(prose.heading(), 240),
        "publisher": f"{prose.name()} Trust",
        "year": prose.draw.randrange(2015, 2026),
        "url": f"https://example.org/{prose.name().lower()}",
    }


def _one(draw: Random, terms: Sequence[str]) -> str:
    """One term; the one at rank r comes up 1 / r as often as the first."""
    weights = tuple(accumulate(1 / (rank + 1) for rank in range(len(terms))))
    return draw.choices(terms, cum_weights=weights)[0]


def _several(draw: Random, terms: Sequence[str], least: int, most: int) -> list[str]:
    """From `least` to `most` different terms, in the vocabulary's order; fewer where it has fewer."""
    wanted = min(draw.randint(least, most), len(terms))
    found: set[str] = set()
    while len(found) < wanted:
        found.add(_one(draw, terms))
    return [term for term in terms if term in found]


def _cut(text: str, length: int) -> str:
    """The text with as many of its words as a field of `length` characters holds."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(",.") + ("." if text.endswith(".") else "")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _some(folder: Path, pattern: str) -> Iterator[Path]:
    found = sorted(folder.glob(pattern))
    if not found:
        message = f"{folder} holds no {pattern}: the benchmark takes the site's own terms for tags"
        raise FileNotFoundError(message)
    return iter(found)


class _Dumper(yaml.CSafeDumper):
    """Writes long text as blocks, and never an alias: the engine's reader refuses them."""

    def ignore_aliases(self, _data: object) -> bool:
        return True


def _string(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > 100 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _string)
