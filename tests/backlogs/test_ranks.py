"""Rank arithmetic: strictly between, evenly apart, and honest about having no room."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogs.calculations.ranks import (
    GAP,
    HIGHEST,
    LOWEST,
    fresh_ranks,
    is_roomy,
    ranks_between,
)


@pytest.mark.parametrize(
    ("low", "high", "count", "ranks"),
    [
        (None, None, 1, [0]),
        (None, None, 3, [0, GAP, 2 * GAP]),
        (None, 0, 1, [-GAP]),
        (None, 0, 2, [-2 * GAP, -GAP]),
        (0, None, 1, [GAP]),
        (7, None, 2, [7 + GAP, 7 + 2 * GAP]),
        (0, 10, 1, [5]),
        (0, 2, 1, [1]),
        (0, 1, 1, None),
        (0, 3, 2, [1, 2]),
        (0, 2, 2, None),
        (-5, -3, 1, [-4]),
        (0, GAP, 3, [GAP // 4, GAP // 2, 3 * GAP // 4]),
        (None, LOWEST, 1, None),
        (None, LOWEST + GAP, 1, [LOWEST]),
        (None, LOWEST + GAP, 2, None),
        (HIGHEST, None, 1, None),
        (HIGHEST - GAP, None, 1, [HIGHEST]),
    ],
)
def test_the_table(low, high, count, ranks):
    assert ranks_between(low, high, count) == ranks


@pytest.mark.parametrize(("low", "high", "count"), [(5, 5, 1), (6, 5, 1), (0, 9, 0), (0, 9, -1)])
def test_nonsense_is_an_error(low, high, count):
    with pytest.raises(ValueError, match=r"before|at least"):
        ranks_between(low, high, count)


bounds = st.none() | st.integers(LOWEST, HIGHEST)


@given(bounds, bounds, st.integers(1, 500))
def test_ranks_lie_strictly_between_and_rise(low, high, count):
    if low is not None and high is not None and low >= high:
        low, high = high, low
        if low == high:
            high += 1
    ranks = ranks_between(low, high, count)
    if ranks is None:
        full = low is not None and high is not None and high - low <= count
        assert full or low is None or high is None
        return
    framed = [low] * (low is not None) + ranks + [high] * (high is not None)
    assert len(ranks) == count
    assert all(before < after for before, after in pairwise(framed))
    assert ranks[0] >= LOWEST
    assert ranks[-1] <= HIGHEST


def test_the_very_same_place_takes_32_moves():
    """The worst case the README names."""
    low, high, moves = 0, GAP, 0
    while (ranks := ranks_between(low, high)) is not None:
        high, moves = ranks[0], moves + 1
    assert moves == 32


@given(st.integers(0, 300))
def test_fresh_ranks_are_a_gap_apart(count):
    ranks = fresh_ranks(count)
    assert len(ranks) == count
    assert all(after - before == GAP for before, after in pairwise(ranks))


@pytest.mark.parametrize(
    ("low", "high", "count", "roomy"),
    [
        (0, 2**16 * 3, 2, True),
        (0, 2**16 * 3 - 1, 2, False),
        (None, 0, 100, True),
        (None, LOWEST + GAP, 2, False),
        (None, None, 10, True),
    ],
)
def test_room_for_long(low, high, count, roomy):
    assert is_roomy(low, high, count) is roomy
