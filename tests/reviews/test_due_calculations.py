"""When a cluster is reviewed next: a table."""

from __future__ import annotations

from datetime import date as d

import pytest

from reviews.calculations.due import Held, Rhythm, next_due, period_of

OLD = d(2020, 1, 1)
Q3 = Held(d(2026, 10, 20), d(2026, 10, 1))
LATE_Q3 = Held(d(2027, 1, 5), d(2026, 10, 1))

CASES = {
    # rhythm, as of, first month → period, in time up to, state
    "held for Q3, so Q4 is next": (
        Rhythm(3, OLD, OLD, [Q3]), d(2026, 11, 22), 1, d(2026, 10, 1), d(2027, 1, 1), "later"),
    "the first day after the quarter it is due": (
        Rhythm(3, OLD, OLD, [Q3]), d(2027, 1, 1), 1, d(2026, 10, 1), d(2027, 1, 1), "due"),
    "on the last day it is in time": (
        Rhythm(3, OLD, OLD, [Q3]), d(2027, 1, 15), 1, d(2026, 10, 1), d(2027, 1, 1), "due"),
    "the day after it is overdue": (
        Rhythm(3, OLD, OLD, [Q3]), d(2027, 1, 16), 1, d(2026, 10, 1), d(2027, 1, 1), "overdue"),
    "a review held late covers its own quarter only": (
        Rhythm(3, OLD, OLD, [LATE_Q3]), d(2027, 1, 6), 1, d(2026, 10, 1), d(2027, 1, 1), "due"),
    "a review yet to come covers nothing": (
        Rhythm(3, OLD, d(2026, 7, 1), [Q3]), d(2026, 10, 19), 1, d(2026, 7, 1), d(2026, 10, 1), "overdue"),
    "quarters missed are one review, the earliest says since when": (
        Rhythm(3, OLD, OLD, [Held(d(2026, 1, 20), d(2026, 1, 1))]),
        d(2026, 11, 22), 1, d(2026, 1, 1), d(2026, 4, 1), "overdue"),
    "cadence changed midway to a year: the year's end is next": (
        Rhythm(12, OLD, d(2026, 11, 10), [Q3]), d(2026, 11, 22), 1, d(2026, 1, 1), d(2027, 1, 1), "later"),
    "cadence changed midway from a year to a quarter: only from then on": (
        Rhythm(3, OLD, d(2026, 11, 10), [Held(d(2026, 1, 20), d(2026, 1, 1))]),
        d(2026, 11, 22), 1, d(2026, 10, 1), d(2027, 1, 1), "later"),
    "half a year follows the fiscal year": (
        Rhythm(6, OLD, OLD, [Q3]), d(2026, 11, 22), 4, d(2026, 10, 1), d(2027, 4, 1), "later"),
    "a month goes by the day of the meeting": (
        Rhythm(1, OLD, OLD, [Q3]), d(2026, 11, 22), 1, d(2026, 10, 1), d(2026, 11, 1), "overdue"),
    "fiscal year from April, a year": (
        Rhythm(12, OLD, d(2026, 4, 1)), d(2026, 11, 22), 4, d(2026, 4, 1), d(2027, 4, 1), "later"),
    "opened mid-quarter, half of it to come": (
        Rhythm(3, d(2026, 8, 16), d(2026, 8, 16)), d(2026, 10, 2), 1, d(2026, 7, 1), d(2026, 10, 1), "due"),
    "opened in the last half of the quarter: the next one": (
        Rhythm(3, d(2026, 8, 17), d(2026, 8, 17)), d(2026, 10, 2), 1, d(2026, 10, 1), d(2027, 1, 1), "later"),
    "never reviewed, with a schedule": (
        Rhythm(3, OLD, d(2026, 2, 1)), d(2026, 11, 22), 1, d(2026, 1, 1), d(2026, 4, 1), "overdue"),
    "never reviewed and never promised: the newest quarter, never overdue": (
        Rhythm(3, OLD), d(2026, 11, 22), 1, d(2026, 7, 1), d(2026, 10, 1), "due"),
    "never promised and opened this quarter": (
        Rhythm(3, d(2026, 10, 3)), d(2026, 11, 22), 1, d(2026, 10, 1), d(2027, 1, 1), "later"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_next_due(name: str) -> None:
    rhythm, on, first_month, start, end, state = CASES[name]
    due = next_due(rhythm, on, first_month, days=14)
    assert (due.start, due.end, due.state.value) == (start, end, state)
    assert (due.overdue_since - due.end).days == 15


@pytest.mark.parametrize(
    ("day", "cadence", "first_month", "start", "end"),
    [
        (d(2026, 12, 31), 3, 1, d(2026, 10, 1), d(2027, 1, 1)),
        (d(2026, 1, 31), 3, 2, d(2025, 11, 1), d(2026, 2, 1)),
        (d(2026, 3, 31), 6, 4, d(2025, 10, 1), d(2026, 4, 1)),
        (d(2026, 12, 1), 12, 12, d(2026, 12, 1), d(2027, 12, 1)),
        (d(2026, 2, 28), 1, 7, d(2026, 2, 1), d(2026, 3, 1)),
    ],
)
def test_periods_follow_the_fiscal_year(
    day: d, cadence: int, first_month: int, start: d, end: d
) -> None:
    assert period_of(day, cadence, first_month) == (start, end)
