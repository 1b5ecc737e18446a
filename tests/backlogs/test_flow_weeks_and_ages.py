"""Cumulative counts and bands of age, as tables of cases worked out by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from backlogs.calculations.ageing import age_of, band_of, in_bands, is_slow
from backlogs.calculations.cumulative import (
    Change,
    ground,
    load_of,
    open_of,
    standing_after,
    summed,
    week_ends,
)
from backlogs.values import AgeBand, ItemState

IDEA, READY, DOING = ItemState.IDEA, ItemState.READY, ItemState.IN_PROGRESS
WAITING, SHIPPED, DROPPED = ItemState.WAITING, ItemState.SHIPPED, ItemState.DROPPED

# The README's example: four ideas before the first moment, one of them then taken up.
EXAMPLE = [
    Change(1, 0, None, IDEA, 4),
    Change(1, 0, IDEA, DOING, 1),
    Change(1, 1, DOING, SHIPPED, 1),
    Change(1, 1, IDEA, READY, 2),
    Change(1, 2, SHIPPED, DOING, 1),
]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], [{}, {}, {}]),
        (
            EXAMPLE,
            [{IDEA: 3, DOING: 1}, {IDEA: 1, READY: 2, SHIPPED: 1}, {IDEA: 1, READY: 2, DOING: 1}],
        ),
        ([Change(1, 2, None, IDEA, 5)], [{}, {}, {IDEA: 5}]),
        ([Change(1, 3, None, IDEA, 5)], [{}, {}, {}]),
        (
            [
                Change(1, 0, None, IDEA, 2),
                Change(2, 1, None, READY, 1),
                Change(1, 1, IDEA, DROPPED, 2),
            ],
            [{IDEA: 2}, {READY: 1, DROPPED: 2}, {READY: 1, DROPPED: 2}],
        ),
    ],
)
def test_counts_add_up(changes, expected):
    found = standing_after(changes, 3)
    assert [+summed(one, [1, 2]) for one in found] == [Counter(one) for one in expected]


def test_products_stay_apart():
    found = standing_after([Change(1, 0, None, IDEA, 2), Change(2, 0, None, IDEA, 3)], 1)
    assert summed(found[0], [2]) == Counter({IDEA: 3})
    assert summed(found[0], []) == summed(found[0], [9]) == Counter()


@pytest.mark.parametrize(
    ("counts", "load", "still_open"),
    [
        ({}, 0, 0),
        ({DOING: 2, WAITING: 3}, 5, 5),
        ({IDEA: 4, READY: 1, DOING: 2, SHIPPED: 9, DROPPED: 7}, 2, 7),
    ],
)
def test_load_and_open(counts, load, still_open):
    assert (load_of(Counter(counts)), open_of(Counter(counts))) == (load, still_open)


@pytest.mark.parametrize(
    ("shipped", "expected"), [([], 0), ([0, 4], 0), ([12, 15], 12), ([12, 11, 13], 11)]
)
def test_the_chart_begins_at_the_fewest_shipped(shipped, expected):
    assert ground([Counter({SHIPPED: number}) for number in shipped]) == expected


def test_weeks_end_with_the_day():
    assert week_ends(date(2026, 3, 10), 3) == (
        date(2026, 2, 24),
        date(2026, 3, 3),
        date(2026, 3, 10),
    )
    assert len(week_ends(date(2026, 3, 10))) == 26


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, AgeBand.WEEK),
        (7, AgeBand.WEEK),
        (8, AgeBand.MONTH),
        (30, AgeBand.MONTH),
        (31, AgeBand.QUARTER),
        (90, AgeBand.QUARTER),
        (91, AgeBand.OLDER),
        (4000, AgeBand.OLDER),
    ],
)
def test_bands(age, band):
    assert band_of(age) is band


def test_every_band_is_named():
    assert in_bands([]) == dict.fromkeys(AgeBand, 0)
    assert in_bands([1, 2, 95]) == {
        AgeBand.WEEK: 2,
        AgeBand.MONTH: 0,
        AgeBand.QUARTER: 0,
        AgeBand.OLDER: 1,
    }


@pytest.mark.parametrize(
    ("age", "hours", "slow"),
    [(400, None, False), (2, "48", False), (2, "47.9", True), (0, "0", False)],
)
def test_slow_is_longer_than_most(age, hours, slow):
    assert is_slow(age, Decimal(hours) if hours else None) is slow


def test_age_counts_days():
    assert age_of(date(2026, 3, 10), date(2026, 3, 10)) == 0
    assert age_of(date(2026, 2, 28), date(2026, 3, 10)) == 10
