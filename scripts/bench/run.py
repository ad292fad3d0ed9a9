"""The benchmark's own command: generates the sites, measures side by side, prints, and judges if asked to."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bench import report
from bench.process import CommandFailedError
from bench.report import Results
from bench.subjects import Subjects, WrongResultError

REFERENCE = Path(__file__).resolve().parents[2]
"""The repository, which is the reference site."""

WARM_UP = 20
"""Case studies of the run that is not counted, in which Python compiles the modules it will need."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and give the exit status: 1 where a target is missed and `--gate` was asked for."""
    options = _parser().parse_args(arguments)
    try:
        results = _measured_in(options)
    except (CommandFailedError, WrongResultError, FileNotFoundError) as error:
        print(f"The benchmark cannot go on. {error}", file=sys.stderr)
        return 1
    targets = report.targets(results)
    print(report.table(results))
    if targets:
        print("", report.verdict(targets), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(report.as_json(results), indent=2) + "\n", encoding="utf-8")
    return 1 if options.gate and not all(target.is_met for target in targets) else 0


def measured(work: Path, sizes: list[int], runs: int, *, everything: bool = False) -> list[Results]:
    """Measure every subject `runs` times at each of `sizes`, working in the folder `work`.

    `everything` also builds the whole site once at each size, which takes much longer.
    """
    _one_run(Subjects(REFERENCE, work, WARM_UP), Results(WARM_UP), turned=False)
    results = []
    for size in sizes:
        _say(f"Writing {size} case studies")
        subjects = Subjects(REFERENCE, work, size)
        results.append(Results(size))
        for number in range(runs):
            _say(f"{size} case studies, run {number + 1} of {runs}")
            _one_run(subjects, results[-1], turned=number % 2 == 1)
        if everything:
            _say(f"{size} case studies, everything")
            results[-1].add(subjects.everything.__name__, subjects.everything())
    return results


def _one_run(subjects: Subjects, results: Results, *, turned: bool) -> None:
    """Every subject once. `turned` takes the baseline last, so that it is not always the first to run."""
    order = (subjects.cold, subjects.rebuild, subjects.check)
    for subject in (*order, subjects.baseline) if turned else (subjects.baseline, *order):
        results.add(subject.__name__, subject())


def _measured_in(options: argparse.Namespace) -> list[Results]:
    sizes = sorted(set(options.sizes))
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
        return measured(options.work.resolve(), sizes, options.runs, everything=options.everything)
    with tempfile.TemporaryDirectory(prefix="charterkit-bench-") as work:
        return measured(Path(work).resolve(), sizes, options.runs, everything=options.everything)


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(text, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench.py",
        description="Measures the engine, and MkDocs + Material + Pagefind for the same words, side by side.",
        epilog="Peak memory is that of the largest single process. Times vary with the machine: believe the ratios.",
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[report.SMALL], metavar="N", help="how many cases (default: 1000)"
    )
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured (default: %(default)s)")
    parser.add_argument("--everything", action="store_true", help="also build, once, with the documents of each case")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to FILE as well")
    parser.add_argument("--gate", action="store_true", help="end with 1 where a target is missed")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep the generated sites here")
    return parser
