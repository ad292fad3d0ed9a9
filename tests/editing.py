"""Changes the files of a test's own site."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SCHOOL = "content/case-studies/example-school.yml"
COLLEGE = "content/case-studies/example-college.yml"
PRINCIPLE = "content/principles/example-principle.yml"
FEATURE = "content/key-features/example-feature.yml"
CHARTER = "content/charters/example-charter.yml"
PLEDGES = "data/pledges/example-charter.csv"


def write(site: Path, name: str, text: str) -> None:
    """Write a file of the site."""
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def replace(site: Path, name: str, old: str, new: str) -> None:
    """Change one place of a file, which must be there."""
    text = (site / name).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    write(site, name, text.replace(old, new))


def add(site: Path, name: str, text: str) -> None:
    """Add text at the end of a file."""
    write(site, name, (site / name).read_text("utf-8") + text)


def copy(site: Path, name: str, new: str, **changes: str) -> None:
    """Make a record like another, with some of its fields (one line each) written otherwise."""
    lines = (site / name).read_text("utf-8").splitlines()
    for key, value in changes.items():
        (place,) = [number for number, line in enumerate(lines) if line.startswith(f"{key}:")]
        lines[place] = f"{key}: {value}"
    write(site, name.rpartition("/")[0] + f"/{new}.yml", "\n".join(lines) + "\n")
