"""Flow figures out of hand-made journeys, each worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext

import pytest

from backlogs.calculations.flow import Flow, Journey, Step, flow_of_journeys, hours
from backlogs.values import Dimension, ItemState, ItemType

T0 = datetime(2026, 7, 1, tzinfo=UTC)


def journey(item_id, *steps, effort=None, kind="fix", dimension="support"):
    """Steps as (hours since T0, state)."""
    told = [Step(T0 + timedelta(hours=at), ItemState(state)) for at, state in steps]
    return Journey(item_id, ItemType(kind), Dimension(dimension), effort, told)


PLAIN = journey(1, (0, "idea"), (10, "in_progress"), (30, "shipped"), effort=3)
WAITED = journey(
    2, (0, "idea"), (5, "in_progress"), (15, "waiting"), (45, "in_progress"), (55, "shipped")
)
PUT_BACK = journey(
    3, (0, "ready"), (2, "in_progress"), (4, "ready"), (8, "in_progress"), (12, "shipped")
)
REOPENED = journey(
    4, (0, "in_progress"), (6, "shipped"), (8, "in_progress"), (10, "shipped"), effort=2
)
NEVER_STARTED = journey(5, (0, "idea"), (7, "shipped"))


@pytest.mark.parametrize(
    ("done", "median", "p85", "lead", "efficiency"),
    [
        ([], None, None, None, None),
        ([PLAIN], "20", "20", "30", "1"),
        ([WAITED], "50", "50", "55", "0.4"),
        ([PUT_BACK], "10", "10", "12", "1"),
        ([REOPENED], "10", "10", "10", "1"),
        ([NEVER_STARTED], None, None, "7", None),
        # 10, 20, 50: the 85th percentile lies 0.7 of the way from 20 to 50
        ([PLAIN, WAITED, PUT_BACK], "20", "41", "30", "0.6053"),
        ([PLAIN, NEVER_STARTED], "20", "20", "18.5", "1"),
    ],
)
def test_times(done, median, p85, lead, efficiency):
    flow = flow_of_journeys(done, [], 0)
    found = (flow.flow_median, flow.flow_p85, flow.lead_median)
    assert found == tuple(None if text is None else Decimal(text) for text in (median, p85, lead))
    if efficiency is None:
        assert flow.efficiency is None
    else:
        assert flow.efficiency is not None
        assert round(flow.efficiency, 4) == Decimal(efficiency)


def test_counts_and_distribution():
    other = journey(9, (0, "idea"), (1, "shipped"), kind="improvement", dimension="operations")
    flow = flow_of_journeys([REOPENED, PLAIN, other], [7, 4, 7], 5)
    assert (flow.shipped, flow.points, flow.unestimated) == (3, 5, 1)
    assert flow.shipped_ids == (1, 4, 9)
    assert (flow.started, flow.started_ids, flow.load) == (2, (4, 7), 5)
    assert flow.by_type == {ItemType.IMPROVEMENT: 1, ItemType.FIX: 2}
    assert flow.by_dimension == {Dimension.OPERATIONS: 1, Dimension.SUPPORT: 2}


def test_nothing_is_nothing():
    assert flow_of_journeys([], [], 0) == Flow()


def test_hours_are_exact():
    with localcontext(prec=3):
        third = hours(T0, T0 + timedelta(minutes=20))
    assert third == Decimal("0." + "3" * 50)
    assert hours(T0, T0 + timedelta(days=2, microseconds=3600)) == Decimal("48.000001")
