"""Spans of days and trailing windows."""

from datetime import date
from itertools import pairwise

import pytest

from portfolio.kernel.periods import Period, trailing

START, END = date(2026, 7, 1), date(2026, 10, 1)


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_a_period_holds_its_first_day_and_not_its_end(on: date, holds: bool) -> None:
    assert Period(START, END).holds(on) is holds
    assert Period(START).holds(on) is (on >= START)


def test_the_last_day_is_the_one_before_the_end() -> None:
    assert Period(START, END).last_day == date(2026, 9, 30)
    assert Period(START).last_day is None


@pytest.mark.parametrize("end", [START, date(2026, 6, 30)])
def test_a_period_without_a_day_is_refused(end: date) -> None:
    with pytest.raises(ValueError, match="holds no day"):
        Period(START, end)


def test_trailing_windows_end_on_the_day_and_touch() -> None:
    on = date(2026, 9, 30)
    assert trailing(on, 90) == Period(date(2026, 7, 3), date(2026, 10, 1))
    assert trailing(on, 90, 1) == Period(date(2026, 4, 4), date(2026, 7, 3))
    assert trailing(on, 1) == Period(on, date(2026, 10, 1))
    windows = [trailing(on, 90, back) for back in range(5)]
    assert all(earlier.end == later.start for later, earlier in pairwise(windows))


@pytest.mark.parametrize(("days", "back"), [(0, 0), (90, -1)])
def test_a_window_without_a_day_or_ahead_is_refused(days: int, back: int) -> None:
    with pytest.raises(ValueError, match="lies behind"):
        trailing(date(2026, 9, 30), days, back)
