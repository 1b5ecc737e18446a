"""The stretches a metric is measured in: its cadence laid over the calendar."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from metrics.values import Cadence
from metrics.values.events import Span
from portfolio.kernel.quarters import Quarter


def start_of(cadence: Cadence, day: date, first_month: int) -> date:
    """The first day of the stretch `day` falls in. Weeks begin on Monday, years are fiscal."""
    if cadence is Cadence.DAY:
        return day
    if cadence is Cadence.WEEK:
        return day - timedelta(days=day.weekday())
    if cadence is Cadence.MONTH:
        return day.replace(day=1)
    quarter = Quarter.of(day, first_month)
    if cadence is Cadence.YEAR:
        quarter = quarter.shift(1 - quarter.number)
    return quarter.start


def next_start(cadence: Cadence, start: date, first_month: int) -> date:
    """The first day of the stretch after the one beginning at `start`."""
    if cadence is Cadence.DAY:
        return start + timedelta(days=1)
    if cadence is Cadence.WEEK:
        return start + timedelta(days=7)
    if cadence is Cadence.MONTH:
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Quarter.of(start, first_month).shift(4 if cadence is Cadence.YEAR else 1).start


def whole_spans(
    cadence: Cadence, first: date, last: date, first_month: int
) -> Iterator[tuple[date, date]]:
    """The stretches that touch `first` to `last` and are over by the end of `last`.

    Each as its first and its last day: the last one is the day its figure is measured on.
    """
    start = start_of(cadence, first, first_month)
    while True:
        after = next_start(cadence, start, first_month)
        end = after - timedelta(days=1)
        if end > last:
            return
        yield start, end
        start = after


def span_of(first: date, last: date, zone: str) -> Span:
    """The days `first` to `last` as a stretch of time in a zone."""
    here = ZoneInfo(zone)
    return Span(
        datetime.combine(first, time(), here).astimezone(UTC),
        datetime.combine(last + timedelta(days=1), time(), here).astimezone(UTC),
    )
