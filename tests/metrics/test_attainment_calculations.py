"""Attainment and status as tables: every line, both directions, ranges, zero targets."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.calculations.attainment import assess, attainment, judged, worse_than_warning
from metrics.values import Assessment, Cadence, Direction, MetricPolicy, Status, Target
from tests.metrics.test_targets import lines

D = Decimal
HIGHER, LOWER, RANGE = Direction
ON, RISK, OFF, STALE, NO_DATA = Status
POLICY = MetricPolicy()
TODAY = date(2026, 11, 22)

AVAILABILITY = lines(HIGHER, 99, 97, 89)
TICKETS = lines(LOWER, 300, 400, 500)
INCIDENTS = lines(LOWER, 0, 3, 10)
PROMOTERS = lines(HIGHER, 0, -20, -50)
ALL_OR_NOTHING = lines(HIGHER, 100, 100, 100)
NONE_AT_ALL = lines(LOWER, 0, 0, 0)
STOCK = lines(RANGE, 40, 30, 20, 60, 80, 100)
POINT = lines(RANGE, 50, 50, 50, 50, 50, 50)


@pytest.mark.parametrize(
    ("value", "target", "expected", "status"),
    [
        ("99", AVAILABILITY, "1", ON),
        ("100", AVAILABILITY, "1", ON),
        ("98.999999", AVAILABILITY, "0.9999999", RISK),
        ("97", AVAILABILITY, "0.8", RISK),
        ("96.999999", AVAILABILITY, "0.7999999", OFF),
        ("90", AVAILABILITY, "0.1", OFF),
        ("89", AVAILABILITY, "0", OFF),
        ("12", AVAILABILITY, "0", OFF),
        ("300", TICKETS, "1", ON),
        ("0", TICKETS, "1", ON),
        ("300.000001", TICKETS, "0.999999995", RISK),
        ("400", TICKETS, "0.5", RISK),
        ("400.000001", TICKETS, "0.499999995", OFF),
        ("500", TICKETS, "0", OFF),
        ("900", TICKETS, "0", OFF),
        ("0", INCIDENTS, "1", ON),
        ("3", INCIDENTS, "0.7", RISK),
        ("5", INCIDENTS, "0.5", OFF),
        ("10", INCIDENTS, "0", OFF),
        ("0", PROMOTERS, "1", ON),
        ("-20", PROMOTERS, "0.6", RISK),
        ("-21", PROMOTERS, "0.58", OFF),
        ("-50", PROMOTERS, "0", OFF),
        ("100", ALL_OR_NOTHING, "1", ON),
        ("99.999999", ALL_OR_NOTHING, "0", OFF),
        ("0", NONE_AT_ALL, "1", ON),
        ("0.000001", NONE_AT_ALL, "0", OFF),
        ("40", STOCK, "1", ON),
        ("50", STOCK, "1", ON),
        ("60", STOCK, "1", ON),
        ("35", STOCK, "0.75", RISK),
        ("30", STOCK, "0.5", RISK),
        ("25", STOCK, "0.25", OFF),
        ("20", STOCK, "0", OFF),
        ("0", STOCK, "0", OFF),
        ("70", STOCK, "0.75", RISK),
        ("80", STOCK, "0.5", RISK),
        ("80.000001", STOCK, "0.499999975", OFF),
        ("100", STOCK, "0", OFF),
        ("1000", STOCK, "0", OFF),
        ("50", POINT, "1", ON),
        ("49.999999", POINT, "0", OFF),
        ("50.000001", POINT, "0", OFF),
    ],
)
def test_attainment_and_judgement(
    value: str, target: Target, expected: str, status: Status
) -> None:
    assert attainment(D(value), target) == D(expected)
    assert judged(D(value), target) is status
    assert worse_than_warning(D(value), target) is (status is OFF)


@pytest.mark.parametrize(
    ("cadence", "age", "stale"),
    [
        (Cadence.DAY, 1, False),
        (Cadence.DAY, 2, True),
        (Cadence.WEEK, 10, False),
        (Cadence.WEEK, 11, True),
        (Cadence.MONTH, 46, False),
        (Cadence.MONTH, 47, True),
        (Cadence.QUARTER, 138, False),
        (Cadence.QUARTER, 139, True),
        (Cadence.YEAR, 549, False),
        (Cadence.YEAR, 550, True),
    ],
)
def test_stale_is_older_than_one_and_a_half_cadences(
    cadence: Cadence, age: int, stale: bool
) -> None:
    newest = TODAY - timedelta(days=age)
    found = assess(D(99), newest, AVAILABILITY, cadence, TODAY, POLICY)
    if not stale:
        assert found == Assessment(ON, D(99), D(1), newest, age)
        return
    assert (found.status, found.value, found.attainment) == (STALE, D(99), None)
    assert found.reason.startswith(f"newest measurement {age} days old, stale after ")


def test_the_reason_for_stale_names_both_numbers() -> None:
    found = assess(D(99), date(2026, 11, 11), AVAILABILITY, Cadence.WEEK, TODAY, POLICY)
    assert found.reason == "newest measurement 11 days old, stale after 10.5"


def test_the_policy_says_when_stale_begins() -> None:
    patient = MetricPolicy.from_thresholds({"metrics.stale_after_cadences": 3})
    newest = TODAY - timedelta(days=21)
    assert assess(D(99), newest, AVAILABILITY, Cadence.WEEK, TODAY, patient).status is ON
    assert assess(D(99), newest, AVAILABILITY, Cadence.WEEK, TODAY, POLICY).status is STALE


def test_without_measurement_value_or_target_there_is_no_judgement() -> None:
    nothing = assess(None, None, AVAILABILITY, Cadence.DAY, TODAY, POLICY)
    assert nothing == Assessment(NO_DATA, None, None, None, None, "no measurement yet")
    early = assess(None, TODAY, TICKETS, Cadence.DAY, TODAY, POLICY)
    assert early == Assessment(NO_DATA, None, None, TODAY, None, "its first quarter is not over")
    aimless = assess(D(7), TODAY, None, Cadence.DAY, TODAY, POLICY)
    assert aimless == Assessment(NO_DATA, D(7), None, TODAY, 0, "no target set")


def test_the_future_is_not_known() -> None:
    with pytest.raises(ValueError, match="a measurement of 2026-11-23 is not known on 2026-11-22"):
        assess(D(1), date(2026, 11, 23), AVAILABILITY, Cadence.DAY, TODAY, POLICY)


VALUES = st.decimals(-(10**6), 10**6, places=6)


@st.composite
def targets(draw: st.DrawFn) -> Target:
    """Any consistent target, coinciding lines included."""
    low, high = sorted(draw(st.lists(VALUES, min_size=6, max_size=6))), draw(st.booleans())
    if draw(st.booleans()):
        return Target(RANGE, low[2], low[1], low[0], low[3], low[4], low[5])
    if high:
        return Target(HIGHER, low[2], low[1], low[0])
    return Target(LOWER, low[0], low[1], low[2])


@given(target=targets(), value=VALUES)
def test_attainment_is_a_share_and_full_exactly_on_target(target: Target, value: Decimal) -> None:
    attained = attainment(value, target)
    assert 0 <= attained <= 1
    assert (attained == 1) == (judged(value, target) is ON)


@given(target=targets(), one=VALUES, other=VALUES)
def test_better_never_attains_less(target: Target, one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    order = [OFF, RISK, ON]
    if target.direction is RANGE:
        if low < target.target <= high:
            return
        better, worse = (high, low) if high <= target.target else (low, high)
    else:
        better, worse = (high, low) if target.direction is HIGHER else (low, high)
    assert attainment(better, target) >= attainment(worse, target)
    assert order.index(judged(better, target)) >= order.index(judged(worse, target))
