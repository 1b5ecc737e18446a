"""Since when a state holds that was read at ends of quarters (DOMAIN 13: since when, how long)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portfolio.kernel.quarters import Quarter

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lasting:
    """The first day of the state, and at how many ends of quarters in a row it held."""

    since: date
    quarters: int


def quarter_ends(day: date, first_month: int, number: int) -> list[date]:
    """The last days of the newest quarters that are over at the end of `day`, the newest first."""
    quarter = Quarter.of(day, first_month)
    newest = quarter if quarter.last_day <= day else quarter.previous()
    return [newest.shift(-place).last_day for place in range(number)]


def lasting(holds: Callable[[date], bool], day: date, ends: Sequence[date]) -> Lasting:
    """Since when the state lasts that `holds` at the end of `day`; `ends` as `quarter_ends`.

    It is followed back over the ends of quarters at which it held without a break, and from the
    oldest of them day by day to the day after the end at which it did not: a break between two
    ends at which it held is not looked for. Where it held at all of `ends`, since the oldest.
    """
    quarters = next((place for place, end in enumerate(ends) if not holds(end)), len(ends))
    since = ends[quarters - 1] if quarters else day
    if quarters == len(ends):
        return Lasting(since, quarters)
    while since - ONE_DAY > ends[quarters] and holds(since - ONE_DAY):
        since -= ONE_DAY
    return Lasting(since, quarters)
