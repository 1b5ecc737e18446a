"""When a cluster is reviewed next (DOMAIN 13: a cadence per cluster over fiscal quarters)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portfolio.kernel.words import Word

MONTHS = 12


class DueState(Word):
    """How a cluster stands to its next review."""

    LATER = "later", "Not due yet"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"


@dataclass(frozen=True)
class Held:
    """A review that took place: on a day, about a quarter whose exclusive end is `quarter_end`."""

    on: date
    quarter_end: date


@dataclass(frozen=True)
class Rhythm:
    """What the next date follows from. `since` is None where nobody has set a schedule."""

    cadence: int
    opened_on: date
    since: date | None = None
    held: Sequence[Held] = ()

    @property
    def is_promised(self) -> bool:
        """Whether a review was ever agreed on, by a schedule or by holding one."""
        return self.since is not None or bool(self.held)


@dataclass(frozen=True)
class Due:
    """The period to be reviewed, `[start, end)`, and the last day on which that is in time."""

    start: date
    end: date
    by: date
    state: DueState

    @property
    def overdue_since(self) -> date:
        """The first day on which the review is late."""
        return self.by + timedelta(days=1)


def period_of(day: date, cadence: int, first_month: int) -> tuple[date, date]:
    """The cadence's period `day` lies in, counted from the first month of the fiscal year."""
    ordinal = (day.year * MONTHS + day.month - first_month) // cadence * cadence + first_month - 1
    return _month(ordinal), _month(ordinal + cadence)


def next_due(rhythm: Rhythm, on: date, first_month: int, days: int) -> Due:
    """The earliest period nobody has reviewed yet, as of the end of `on`.

    A review covers everything up to the end of its quarter; where the cadence is a month, up to
    its day. A period of which the cluster stood for less than half is left out. Periods that
    ended before the schedule began are not asked for; where nobody promised a review, only the
    newest period is, and it is never overdue. In time is up to `days` after the period's end.
    """
    start, end = period_of(_floor(rhythm, on, first_month), rhythm.cadence, first_month)
    stood_from = max(start, rhythm.opened_on)
    if 2 * (end - stood_from).days < (end - start).days:
        start, end = period_of(end, rhythm.cadence, first_month)
    by = end + timedelta(days=days)
    return Due(start, end, by, _state(end, by, on, rhythm.is_promised))


def covered_until(rhythm: Rhythm, on: date) -> date | None:
    """The first day no review up to `on` has covered; None when there was none."""
    ends = [
        review.on if rhythm.cadence == 1 else review.quarter_end
        for review in rhythm.held
        if review.on <= on
    ]
    return max(ends, default=None)


def _floor(rhythm: Rhythm, on: date, first_month: int) -> date:
    if not rhythm.is_promised:
        newest = period_of(on, rhythm.cadence, first_month)[0] - timedelta(days=1)
        return max(rhythm.opened_on, newest)
    known = (rhythm.opened_on, rhythm.since, covered_until(rhythm, on))
    return max(day for day in known if day is not None)


def _state(end: date, by: date, on: date, promised: bool) -> DueState:
    if on < end:
        return DueState.LATER
    return DueState.OVERDUE if promised and on > by else DueState.DUE


def _month(ordinal: int) -> date:
    year, month = divmod(ordinal, MONTHS)
    return date(year, month + 1, 1)
