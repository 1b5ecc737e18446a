"""The split signals: below, at and above each threshold, over quarters, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from portfolio.kernel.quarters import Quarter
from reviews.calculations.split import heard, limit_of, reading, shares
from reviews.values.split import (
    ClusterQuarter,
    Heard,
    Measure,
    MemberQuarter,
    Signal,
    SplitPolicy,
    Weight,
)

A, B, C = 1, 2, 3
Q3, Q2, Q1 = Quarter(2026, 3), Quarter(2026, 2), Quarter(2026, 1)
POLICY = SplitPolicy()
CROWDING, DEMAND, STRATEGIC = Signal


@pytest.mark.parametrize(
    ("members", "limit"),
    [(2, "3/4"), (3, "2/3"), (4, "5/8"), (5, "3/5"), (1, "1")],
)
def test_the_limit_lies_halfway_from_a_fair_share_to_everything(members: int, limit: str) -> None:
    assert limit_of(members, POLICY) == Fraction(limit)


def shipped(product_id: int, points: int, *ready: str, items: int | None = None) -> MemberQuarter:
    return MemberQuarter(
        product_id, items=points if items is None else items, points=points, ready=ready
    )


def worked(*members: MemberQuarter, quarter: Quarter = Q3, **more: object) -> ClusterQuarter:
    return ClusterQuarter(quarter, members, **more)  # type: ignore[arg-type]


STARVED = shipped(B, 0, "B-1")


@pytest.mark.parametrize(
    ("members", "holds"),
    [
        ((shipped(A, 75), shipped(B, 25), shipped(C, 0, "C-1")), True),  # ⅔ for three
        ((shipped(A, 66), shipped(B, 33), shipped(C, 0, "C-1")), True),  # exactly ⅔
        ((shipped(A, 66), shipped(B, 34), shipped(C, 0, "C-1")), False),
        ((shipped(A, 75), shipped(B, 25, "B-1")), False),  # at the limit, but B shipped something
        ((shipped(A, 75), shipped(B, 0)), False),  # B had nothing ready
        ((shipped(A, 75), STARVED), True),
        ((shipped(A, 0, "A-1"), STARVED), False),  # nothing shipped at all
    ],
)
def test_crowding_out(members: tuple[MemberQuarter, ...], holds: bool) -> None:
    assert reading(CROWDING, A, worked(*members)).holds is holds


def test_items_count_where_one_of_them_has_no_effort() -> None:
    big = shipped(A, 90, items=1)
    small = MemberQuarter(B, items=3, points=2, unestimated=1)
    told = shares(CROWDING, worked(big, small))
    assert (told.measure, told.amounts) == (Measure.ITEMS, {A: Decimal(1), B: Decimal(3)})
    told = shares(CROWDING, worked(big, replace(small, unestimated=0)))
    assert (told.measure, told.amounts) == (Measure.POINTS, {A: Decimal(90), B: Decimal(2)})


def burdened(product_id: int, hours: object = None, tickets: object = None) -> MemberQuarter:
    amounts = [None if one is None else Decimal(str(one)) for one in (hours, tickets)]
    return MemberQuarter(product_id, hours=amounts[0], tickets=amounts[1])


@pytest.mark.parametrize(
    ("first", "second", "measure", "holds"),
    [
        ((75, 1), (25, 99), Measure.HOURS, True),
        (("74.99", 99), ("25.01", 1), Measure.HOURS, False),
        ((75, 300), (None, 100), Measure.TICKETS, True),  # hours of one only: tickets speak
        ((None, 299), (None, 100), Measure.TICKETS, False),
        ((None, 300), (None, None), None, False),
        ((0, None), (0, None), Measure.HOURS, False),
    ],
)
def test_operational_demand(
    first: tuple[object, object],
    second: tuple[object, object],
    measure: Measure | None,
    holds: bool,
) -> None:
    found = reading(DEMAND, A, worked(burdened(A, *first), burdened(B, *second)))
    assert (found.measure, found.holds) == (measure, holds)


def at(quarter: Quarter, *, crowded: bool = True, **more: object) -> ClusterQuarter:
    return worked(shipped(A, 75), STARVED if crowded else shipped(B, 25), quarter=quarter, **more)


def signals(*quarters: ClusterQuarter, policy: SplitPolicy = POLICY) -> list[Heard]:
    return heard(quarters, {}, (A, B), policy)


STRICT = SplitPolicy(halfway=Decimal("0.9"))
ALONE = ClusterQuarter(Q3, (shipped(A, 75),))
JOINED = ClusterQuarter(Q3, (STARVED, shipped(C, 75)))


@pytest.mark.parametrize(
    ("quarters", "lasts", "since"),
    [
        ([at(Q3)], 0, None),
        ([at(Q3), at(Q2, crowded=False), at(Q1)], 0, None),
        ([at(Q3, crowded=False), at(Q2), at(Q1)], 0, None),
        ([at(Q3), at(Q2)], 1, Q3.last_day),
        ([at(Q3), at(Q2), at(Q1)], 2, Q2.last_day),
        ([at(Q3), ClusterQuarter(Q2, ()), at(Q1)], 0, None),  # a quarter missing breaks the row
        ([at(Q3), ALONE, at(Q1)], 0, None),
        ([JOINED, at(Q2), at(Q1)], 0, None),  # A has gone, C has come
        # a stricter policy from Q3 on: 100 % passes it, and what passed before stays so
        ([at(Q3, policy=STRICT), at(Q2)], 1, Q3.last_day),
    ],
)
def test_it_takes_two_quarters_in_a_row(
    quarters: list[ClusterQuarter], lasts: int, since: date | None
) -> None:
    found = signals(*quarters)
    assert [(one.product_id, one.quarters, one.since) for one in found] == (
        [(A, lasts, since)] if lasts else []
    )


def test_each_quarter_is_judged_by_the_policy_of_its_end() -> None:
    mixed = (shipped(A, 80), shipped(C, 20), STARVED)
    lax, strict = worked(*mixed, quarter=Q2), worked(*mixed, policy=STRICT)
    assert reading(CROWDING, A, lax).holds
    assert not reading(CROWDING, A, strict).holds
    assert signals(strict, lax) == []


def test_the_policy_says_how_many_quarters_it_takes() -> None:
    assert [one.quarters for one in signals(at(Q3), policy=SplitPolicy(quarters=1))] == [1]
    assert signals(at(Q3), at(Q2), policy=SplitPolicy(quarters=3)) == []


def test_strategic_weight_holds_at_once() -> None:
    reasons = [Weight("mark", "x", date(2026, 5, 2)), Weight("objective", "y", date(2026, 4, 1))]
    (one,) = heard([], {A: reasons}, (A, B), POLICY)
    assert (one.signal, one.product_id, one.since) == (STRATEGIC, A, date(2026, 4, 1))
    assert heard([], {A: reasons}, (A,), POLICY) == []  # it stands alone already


@pytest.mark.parametrize("wrong", [{"split.halfway": "1.1"}, {"split.quarters": 0}])
def test_thresholds_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        SplitPolicy.from_thresholds(wrong)
