"""Staleness at its boundary, and winding an order back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlogs.calculations.freshness import is_stale, rewound

DAY = date(2026, 9, 30)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (179, False), (180, True), (500, True)])
def test_stale_from_the_180th_day(days, stale):
    assert is_stale(DAY - timedelta(days=days), DAY, 180) is stale


@pytest.mark.parametrize(
    ("order", "moves", "before"),
    [
        ("ABC", [], "ABC"),
        ("CAB", [("C", "B")], "ABC"),
        ("BCA", [("A", None)], "ABC"),
        ("BCA", [("A", "Z")], "ABC"),
        ("ABC", [("Z", "A")], "ABC"),
        ("DBAC", [("D", "C"), ("A", None)], "ABCD"),
    ],
)
def test_winding_back(order, moves, before):
    numbers = [(ord(item), ord(left) if left else None) for item, left in moves]
    assert "".join(map(chr, rewound([ord(item) for item in order], numbers))) == before


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_any_moves_can_be_wound_back(steps):
    order, trail = list(range(10)), []
    for item, place in steps:
        at = order.index(item)
        trail.append((item, order[at - 1] if at else None))
        order.remove(item)
        order.insert(place, item)
    assert rewound(order, reversed(trail)) == list(range(10))
