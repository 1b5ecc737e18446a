"""The columns of a measuring grid: the stretches of a cadence that end within a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from metrics.calculations.spans import next_start, start_of, whole_spans
from metrics.values import Cadence
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import spoken


@dataclass(frozen=True)
class Column:
    """One stretch: its days, its short heading and its name in full."""

    start: date
    end: date
    label: str
    name: str


@lru_cache(maxsize=128)
def columns(cadence: Cadence, first: date, last: date, first_month: int) -> Sequence[Column]:
    """The stretches that end from `first` to `last`; a week belongs where its Sunday is."""
    spans = whole_spans(cadence, first, last, first_month)
    return tuple(
        Column(start, end, *_named(cadence, start, end, first_month)) for start, end in spans
    )


@lru_cache(maxsize=4096)
def stretch_of(cadence: Cadence, on: date, first_month: int) -> tuple[date, date]:
    """The first and the last day of the stretch `on` falls in."""
    start = start_of(cadence, on, first_month)
    return start, next_start(cadence, start, first_month) - timedelta(days=1)


def _named(cadence: Cadence, start: date, end: date, first_month: int) -> tuple[str, str]:
    if cadence is Cadence.MONTH:
        return f"{start:%b}", f"{start:%B %Y}"
    if cadence is Cadence.WEEK:
        return f"{end.day} {end:%b}", f"week to {spoken(end)}"
    if cadence is Cadence.DAY:
        return f"{end.day} {end:%b}", spoken(end)
    quarter = Quarter.of(end, first_month)
    if cadence is Cadence.QUARTER:
        return quarter.label, quarter.label
    return "Year", f"year to {spoken(end)}"
