"""What the library must show for a choice of filters, worked out from the records without the engine."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import yaml

from tests.site import records

if TYPE_CHECKING:
    from pathlib import Path

Choice = dict[str, set[str]]
"""For each facet's field, the ids of the chosen terms."""


class Expected:
    """The case studies of the site at `root`, by what they are tagged with."""

    def __init__(self, root: Path) -> None:
        """Read records, schemas and vocabularies."""
        self.root = root
        self.cases = records.records(root, "case-studies")
        self.facets = records.facets(root)
        self.titles: dict[str, str] = {}
        self.labels: dict[str, dict[str, str]] = {}
        package = yaml.safe_load((root / "data/datapackage.yml").read_text("utf-8"))
        self.resources = {resource["name"]: resource for resource in package["resources"]}
        for facet in self.facets:
            self.titles[facet], self.labels[facet] = self._described(facet)

    def groups(self, facet: str) -> dict[str, set[str]]:
        """Give the ids of the terms in each group of a facet, by the label of the group."""
        column, vocabulary = {
            "key_features": ("beneficiary_group", "beneficiary-groups"),
            "local_authorities": ("region", "regions"),
        }[facet]
        labels = {row["id"]: row["label"] for row in records.table(self.root, f"data/vocabularies/{vocabulary}.csv")}
        if facet == "key_features":
            terms = records.records(self.root, "key-features")
        else:
            terms = {row["id"]: row for row in records.table(self.root, "data/vocabularies/local-authorities.csv")}
        found: dict[str, set[str]] = {}
        for term, fields in terms.items():
            found.setdefault(labels[fields[column]], set()).add(term)
        return found

    def found(self, choice: Choice) -> set[str]:
        """Give the cases that have any chosen term of every facet in which one is chosen."""
        return {name for name, case in self.cases.items() if self._fits(case, choice)}

    def count(self, choice: Choice, facet: str, term: str) -> int:
        """Give how many cases with this term there are, given what is chosen in the other facets."""
        others = {field: terms for field, terms in choice.items() if field != facet}
        return len(self.found(others | {facet: {term}}))

    def _fits(self, case: dict[str, object], choice: Choice) -> bool:
        return all(not terms or terms & set(records.tags(case, field)) for field, terms in choice.items())

    def _described(self, facet: str) -> tuple[str, dict[str, str]]:
        lists = {
            r["charterkit"]["list"]: r
            for r in self.resources.values()
            if r["charterkit"].get("parent") == "case-studies"
        }
        table = lists.get(facet, self.resources["case-studies"])
        schema = yaml.safe_load((self.root / "data" / table["schema"]).read_text("utf-8"))
        own = [f for f in schema["fields"] if f["name"] not in {"case_study", "position"}]
        field = own[0] if facet in lists else next(f for f in own if f["name"] == facet)
        (target,) = [k["reference"]["resource"] for k in schema["foreignKeys"] if field["name"] in k["fields"]]
        origin = self.resources[target]["charterkit"]
        if "records" in origin:
            found = {path.stem: records.record(path)["title"] for path in (self.root / origin["records"]).glob("*.yml")}
        else:
            with (self.root / origin["rows"]).open(encoding="utf-8", newline="") as file:
                found = {row["id"]: row["label"] for row in csv.DictReader(file)}
        return field["title"], found
