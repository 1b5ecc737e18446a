"""Time that counts: hours between two moments within a calendar of working hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from metrics.values.events import Span, WorkingHours
from portfolio.kernel.numbers import EXACT

HOUR = timedelta(hours=1)
MICROSECOND = timedelta(microseconds=1)

LONGEST = 3660
"""Days looked ahead for a deadline; a calendar that gives less in ten years has no end."""


def hours_of(duration: timedelta) -> Decimal:
    """A duration in hours, as exactly as fifty digits are."""
    return EXACT.divide(Decimal(duration // MICROSECOND), Decimal(HOUR // MICROSECOND))


def elapsed(start: datetime, end: datetime, hours: WorkingHours | None) -> timedelta:
    """The time from `start` to `end` that counts: all of it, or what falls into working hours.

    A `start` after `end` is none. Days are those of the calendar's zone, so an hour that a change
    of clocks skips or repeats is counted as it passes.
    """
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end <= start:
        return timedelta(0)
    if hours is None:
        return end - start
    counted = timedelta(0)
    for shift in _shifts(hours, start):
        if shift.start >= end:
            break
        counted += max(timedelta(0), min(shift.end, end) - max(shift.start, start))
    return counted


def deadline(start: datetime, allowed: timedelta, hours: WorkingHours | None) -> datetime | None:
    """The moment at which `allowed` has passed since `start`; None if it never comes."""
    start = start.astimezone(UTC)
    if hours is None:
        return start + allowed
    left = allowed
    for shift in _shifts(hours, start):
        begins = max(shift.start, start)
        length = max(timedelta(0), shift.end - begins)
        if left <= length:
            return begins + left
        left -= length
    return None


def _shifts(hours: WorkingHours, start: datetime) -> Iterator[Span]:
    """Working days from the one `start` falls on, in order of time, for ten years."""
    zone = ZoneInfo(hours.zone)
    day = start.astimezone(zone).date()
    for offset in range(LONGEST):
        found = _shift(hours, day + timedelta(days=offset), zone)
        if found is not None:
            yield found


def _shift(hours: WorkingHours, day: date, zone: ZoneInfo) -> Span | None:
    if day.weekday() not in hours.weekdays or day in hours.holidays:
        return None
    opens = datetime.combine(day, hours.opens, zone).astimezone(UTC)
    closes = datetime.combine(day, hours.closes, zone).astimezone(UTC)
    return Span(opens, closes)
