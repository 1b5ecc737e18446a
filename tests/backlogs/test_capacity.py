"""What fits into a quarter, as tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from backlogs.calculations.capacity import Shipped, capacity_of, line_at
from portfolio.kernel.quarters import Quarter

Q = Quarter(2026, 1)


def quarters(*told):
    return [Shipped(Q.shift(place), *one) for place, one in enumerate(told)]


@pytest.mark.parametrize(
    ("told", "open_unestimated", "amount", "in_points"),
    [
        ([(6, 30, 0), (7, 34, 0), (8, 38, 0), (9, 41, 0)], 0, "36", True),
        ([(6, 30, 0), (7, 34, 0), (8, 38, 0), (9, 200, 0)], 0, "36", True),  # one odd quarter
        ([(6, 30, 1), (7, 34, 0), (8, 38, 0), (9, 41, 0)], 0, "7.5", False),
        ([(6, 30, 0), (7, 34, 0), (8, 38, 0), (9, 41, 0)], 1, "7.5", False),
        ([(0, 0, 0), (0, 0, 0), (4, 9, 0), (2, 5, 0)], 0, "2.5", True),
    ],
)
def test_the_capacity_is_the_median_of_the_quarters(told, open_unestimated, amount, in_points):
    found = capacity_of(quarters(*told), open_unestimated)
    assert found is not None
    assert (found.amount, found.in_points) == (Decimal(amount), in_points)


def test_quarters_that_mostly_shipped_nothing_tell_no_capacity():
    assert capacity_of(quarters((0,), (0,), (0,), (9, 40)), 0) is None
    assert capacity_of([], 0) is None


@pytest.mark.parametrize(
    ("used", "efforts", "is_end", "place"),
    [
        (0, [3, 4, 1, 5], True, 3),  # 3 + 4 + 1 fit into 8
        (0, [3, 4, 2, 1], True, 2),  # nothing after the first that does not fit
        (0, [9, 1], True, 0),
        (0, [3, 4], True, 2),  # everything fits: at the end
        (0, [3, 4], False, -1),  # on a later page
        (7, [2, 1], True, 0),  # the page before was full
        (9, [1], True, -1),  # on an earlier page
    ],
)
def test_the_line_stands_before_the_first_that_does_not_fit(used, efforts, is_end, place):
    points = capacity_of(quarters((2, 8, 0), (2, 8, 0), (2, 8, 0), (2, 8, 0)), 0)
    assert line_at(points, used, efforts, is_end) == place


def test_counted_in_items_each_one_takes_one():
    items = capacity_of(quarters((2, 8, 1), (2, 8, 0), (3, 8, 0), (2, 8, 0)), 0)
    assert line_at(items, 0, [9, None, 1], True) == 2
