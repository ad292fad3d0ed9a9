"""How a number has grown: a bar for each year or month, and the same as a table."""

from __future__ import annotations

import calendar
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

WIDTH, HEIGHT = 640, 240
_FOOT, _HEAD = 28, 26
_MOST = 24
"""More bars than these cannot be read; then the earliest are left to the first bar's total."""
_MONTHS = 12
_FEW_YEARS = 2


@dataclass(frozen=True)
class Bar:
    """A period: what it is called, how many came in it, how many there were at its end, and where its bar is."""

    label: str
    short: str
    new: int
    total: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Give the middle of the bar."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True)
class ProgressView:
    """The chart. With fewer than two periods there is nothing to see, and no bars; `undated` are not in it.

    `only` is what the period is called where there is but one, and `dated` how many came in all periods.
    """

    bars: tuple[Bar, ...]
    unit: str
    undated: int
    summary: str
    only: str
    dated: int
    width: int = WIDTH
    height: int = HEIGHT


def progress(days: Iterable[tuple[datetime.date | None, int | None]]) -> ProgressView:
    """Count what happened on `days`: each a date, or where only that is known its year, or neither."""
    given = list(days)
    dated = [(date, date.year if date else year) for date, year in given if date or year]
    years = sorted({year for _, year in dated if year})
    by_month = bool(years) and years[-1] - years[0] < _FEW_YEARS and all(date for date, _ in dated)
    if by_month:
        counts = Counter(date.year * _MONTHS + date.month - 1 for date, _ in dated if date)
    else:
        counts = Counter(year for _, year in dated if year)
    periods = list(range(min(counts), max(counts) + 1)) if counts and max(counts) - min(counts) < _MOST else []
    periods = periods or sorted(counts)[-_MOST:]
    earlier = sum(number for period, number in counts.items() if periods and period < periods[0])
    bars = _bars(periods, counts, earlier, by_month=by_month) if len(periods) > 1 else ()
    unit = "month" if by_month else "year"
    ends = [f"{bar.total:,} by the end of {bar.label}" for bar in (bars[0], bars[-1])] if bars else []
    summary = f"{', '.join(ends)}." if ends else ""
    only = _called(periods[0], by_month=by_month)[0] if len(periods) == 1 else ""
    return ProgressView(tuple(bars), unit, len(given) - len(dated), summary, only, len(dated))


def _bars(periods: list[int], counts: Counter[int], earlier: int, *, by_month: bool) -> tuple[Bar, ...]:
    most = earlier + sum(counts[period] for period in periods)
    step = WIDTH / len(periods)
    room = HEIGHT - _FOOT - _HEAD
    made = []
    total = earlier
    for place, period in enumerate(periods):
        total += counts[period]
        height = round(room * total / most, 1)
        label, short = _called(period, by_month=by_month)
        made.append(
            Bar(
                label,
                short,
                counts[period],
                total,
                round(place * step + step * 0.12, 1),
                round(HEIGHT - _FOOT - height, 1),
                round(step * 0.76, 1),
                height,
            )
        )
    return tuple(made)


def _called(period: int, *, by_month: bool) -> tuple[str, str]:
    if not by_month:
        return str(period), str(period)
    year, month = divmod(period, _MONTHS)
    name = calendar.month_name[month + 1]
    return f"{name} {year}", name[:3]
