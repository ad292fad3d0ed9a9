"""Turns measurements into medians, ratios, a table, and a verdict on the targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.process import Usage

CHECK_SECONDS = 1.5
"""How long `charterkit check` may take with 1,000 case studies."""

OF_BASELINE = {"cold": 0.8, "rebuild": 0.3}
"""What share of the baseline's time a build may take."""

GROWTH = 5.75
"""How many times as much 5,000 case studies may need as 1,000: five times, and 15 % for noise."""

SMALL, LARGE = 1000, 5000

NOISE = 1.25
"""How far a share's median and its best may be apart before a reader is told not to trust either."""


@dataclass(frozen=True)
class Results:
    """The runs of every subject at one size; run n of one was taken next to run n of the others."""

    size: int
    runs: dict[str, list[Usage]] = field(default_factory=dict)

    def add(self, subject: str, usage: Usage) -> None:
        """Keep one more run."""
        self.runs.setdefault(subject, []).append(usage)

    def wall(self, subject: str) -> float:
        """The median of the seconds."""
        return median(usage.wall for usage in self.runs[subject])

    def peak(self, subject: str) -> float:
        """The median of the MiB."""
        return median(usage.peak for usage in self.runs[subject])

    def of_baseline(self, subject: str) -> float:
        """The median of the subject's share of the baseline, run by run: a machine that slows down slows both.

        What was measured less often is compared with the last runs.
        """
        plain = self.runs["baseline"][-len(self.runs[subject]) :]
        pairs = zip(self.runs[subject], plain, strict=True)
        return median(usage.wall / other.wall for usage, other in pairs)

    def of_baseline_at_best(self, subject: str) -> float:
        """The share that its fastest run has of the baseline's fastest: what is left when others were in the way."""
        fastest, plain = (min(usage.wall for usage in self.runs[name]) for name in (subject, "baseline"))
        return fastest / plain


@dataclass(frozen=True)
class Target:
    """One thing that was promised, and what came of it."""

    promise: str
    measured: float
    limit: float

    @property
    def is_met(self) -> bool:
        """Whether the promise is kept."""
        return self.measured <= self.limit


def table(results: list[Results]) -> str:
    """What was measured, a line for each subject and size."""
    lines = [" cases  what        median s    from      to   cpu s    MiB  of baseline  at best"]
    for one in results:
        for subject, usages in one.runs.items():
            walls = sorted(usage.wall for usage in usages)
            cpu = median(usage.cpu for usage in usages)
            lines.append(
                f"{one.size:>6}  {subject:<10} {one.wall(subject):>9.2f} {walls[0]:>7.2f} {walls[-1]:>7.2f} {cpu:>7.2f}"
                f" {one.peak(subject):>6.0f} {one.of_baseline(subject):>12.2f} "
                f"{one.of_baseline_at_best(subject):>8.2f}"
            )
    if any(_is_noisy(one) for one in results):
        lines.append("The machine was busy: shares and best shares disagree. Measure again when it is not.")
    return "\n".join(lines)


def verdict(targets: list[Target]) -> str:
    """Each target with what was measured, a line each."""
    return "\n".join(
        f"{'met   ' if target.is_met else 'MISSED'}  {target.promise}: {target.measured:.2f} (at most {target.limit:g})"
        for target in targets
    )


def targets(results: list[Results]) -> list[Target]:
    """The targets that these sizes can say something about."""
    by_size = {one.size: one for one in results}
    return [*_at_small(by_size), *_growth(by_size)]


def as_json(results: list[Results]) -> dict[str, Any]:
    """All of it for a program: every run, the medians, and the targets."""
    return {
        "sizes": [
            {
                "cases": one.size,
                "subjects": {
                    subject: {
                        "wall_median_s": round(one.wall(subject), 3),
                        "peak_median_mib": round(one.peak(subject), 1),
                        "of_baseline_median": round(one.of_baseline(subject), 3),
                        "of_baseline_at_best": round(one.of_baseline_at_best(subject), 3),
                        "runs": [
                            {"wall_s": round(u.wall, 3), "cpu_s": round(u.cpu, 3), "peak_mib": round(u.peak, 1)}
                            for u in usages
                        ],
                    }
                    for subject, usages in one.runs.items()
                },
            }
            for one in results
        ],
        "targets": [
            {"promise": t.promise, "measured": round(t.measured, 3), "limit": t.limit, "met": t.is_met}
            for t in targets(results)
        ],
    }


def _is_noisy(results: Results) -> bool:
    shares = [(results.of_baseline(subject), results.of_baseline_at_best(subject)) for subject in OF_BASELINE]
    return any(max(pair) > NOISE * min(pair) for pair in shares)


def _at_small(by_size: dict[int, Results]) -> Iterator[Target]:
    small = by_size.get(SMALL)
    if small is None:
        return
    yield Target(f"check of {SMALL} cases, seconds", small.wall("check"), CHECK_SECONDS)
    for subject, share in OF_BASELINE.items():
        promise = f"{subject} build of {SMALL} cases, share of the baseline's time"
        yield Target(promise, small.of_baseline(subject), share)


def _growth(by_size: dict[int, Results]) -> Iterator[Target]:
    small, large = by_size.get(SMALL), by_size.get(LARGE)
    if small is None or large is None:
        return
    for subject in ("check", "cold", "rebuild"):
        of = f"of {subject} at {LARGE} cases against {SMALL}"
        yield Target(f"time {of}", large.wall(subject) / small.wall(subject), GROWTH)
        yield Target(f"memory {of}", large.peak(subject) / small.peak(subject), GROWTH)
