"""Consecutive quarters beyond the ceiling, and since when."""

from datetime import date, timedelta

import pytest

from reviews.calculations.consecutive import (
    beyond_since,
    consecutive_quarters,
    design_sentence,
    is_design_problem,
    turning_points,
)
from reviews.values import DatedLevel, LoadLevel, LoadPolicy

POLICY = LoadPolicy()
WITHIN, CEILING, OVER, TRIAGE = LoadLevel
DAY = timedelta(days=1)
ON = date(2026, 9, 30)


@pytest.mark.parametrize(
    ("levels", "count"),
    [
        ([], 0),
        ([WITHIN], 0),
        ([OVER], 1),
        ([TRIAGE], 1),
        ([OVER, OVER], 2),
        ([OVER, TRIAGE], 2),
        ([TRIAGE, OVER, OVER], 3),
        ([OVER, WITHIN], 0),
        ([OVER, CEILING, OVER], 1),
        ([OVER, None, OVER], 1),
        ([OVER, OVER, None], 0),
        ([WITHIN, OVER, TRIAGE], 2),
    ],
)
def test_quarters_in_a_row_up_to_the_newest(levels: list[LoadLevel | None], count: int) -> None:
    assert consecutive_quarters(levels) == count
    assert is_design_problem(count, POLICY) is (count >= 2)


def test_what_two_quarters_say() -> None:
    assert design_sentence(1, POLICY) == ""
    assert design_sentence(2, POLICY) == (
        "Beyond the ceiling at the end of two consecutive quarters: "
        "a portfolio design problem, not a staffing problem."
    )
    at_once = LoadPolicy.from_thresholds({"load.design_quarters": 1})
    assert design_sentence(1, at_once).startswith("Beyond the ceiling at the end of one quarter:")


@pytest.mark.parametrize(
    ("history", "since"),
    [
        ([], None),
        ([(0, WITHIN)], None),
        ([(0, OVER)], 0),
        ([(0, WITHIN), (10, OVER)], 10),
        ([(0, OVER), (10, TRIAGE), (20, OVER)], 0),
        ([(0, OVER), (10, CEILING), (20, TRIAGE)], 20),
        ([(0, OVER), (10, WITHIN)], None),
        ([(0, WITHIN), (90, OVER)], 90),
        ([(0, WITHIN), (91, OVER)], None),
        ([(0, OVER), (91, WITHIN)], 0),
    ],
)
def test_since_when_it_lasts(history: list[tuple[int, LoadLevel]], since: int | None) -> None:
    start = ON - 90 * DAY
    dated = [DatedLevel(start + days * DAY, level) for days, level in history]
    assert beyond_since(dated, ON) == (None if since is None else start + since * DAY)


def test_turning_points_are_the_days_on_which_something_changed() -> None:
    first = date(2026, 1, 1)
    dates = [date(2026, 5, 1), None, date(2025, 5, 1), ON, ON + DAY, date(2026, 5, 1), first]
    assert turning_points(dates, first, ON) == (first, date(2026, 5, 1), ON)
    assert turning_points([], first, ON) == (first,)
