"""When a product has outgrown its cluster: the three split signals (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from portfolio.kernel.numbers import EXACT, ratio
from reviews.values.split import (
    ClusterQuarter,
    Heard,
    Measure,
    MemberQuarter,
    Reading,
    Shares,
    Signal,
    SplitPolicy,
    Weight,
)


def limit_of(members: int, policy: SplitPolicy) -> Fraction:
    """d(n) = 1/n + (1 − 1/n) × halfway, exactly: ¾ for two, ⅗ for five. `members` is at least 1."""
    fair = Fraction(1, members)
    return fair + (1 - fair) * Fraction(policy.halfway)


def as_decimal(value: Fraction) -> Decimal:
    """A fraction to fifty digits, to be shown."""
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def shares(signal: Signal, found: ClusterQuarter) -> Shares:
    """Who took how much in the quarter: of what was shipped, or of the operational demand."""
    if len(found.members) < 2:
        return Shares(found.quarter, None, gap="fewer than two products shared the whole quarter")
    limit = as_decimal(limit_of(len(found.members), found.policy))
    told = _shipped(found.members) if signal is Signal.CROWDING else _demand(found.members)
    if told is None:
        gap = "hours or tickets are not recorded for all of its products"
        return Shares(found.quarter, limit, gap=gap)
    measure, amounts = told
    if not any(amounts.values()):
        nothing = "nothing was shipped" if signal is Signal.CROWDING else "there was no demand"
        return Shares(found.quarter, limit, measure, gap=nothing)
    return Shares(found.quarter, limit, measure, amounts)


def _shipped(members: Sequence[MemberQuarter]) -> tuple[Measure, dict[int, Decimal]]:
    """Points, or items where any item shipped has none."""
    if any(one.unestimated for one in members):
        return Measure.ITEMS, {one.product_id: Decimal(one.items) for one in members}
    return Measure.POINTS, {one.product_id: Decimal(one.points) for one in members}


def _demand(members: Sequence[MemberQuarter]) -> tuple[Measure, dict[int, Decimal]] | None:
    """Hours where all of them have some recorded, else tickets where all have; else no answer."""
    hours = {one.product_id: one.hours for one in members if one.hours is not None}
    if len(hours) == len(members):
        return Measure.HOURS, hours
    tickets = {one.product_id: one.tickets for one in members if one.tickets is not None}
    return (Measure.TICKETS, tickets) if len(tickets) == len(members) else None


def reading(signal: Signal, product_id: int, found: ClusterQuarter) -> Reading:
    """Whether the signal holds for the product in the quarter, and by which numbers."""
    told = shares(signal, found)
    gap = told.gap
    if all(one.product_id != product_id for one in found.members):
        gap = "it was not in the cluster for the whole quarter"
    if gap:
        return Reading(
            found.quarter, None, told.limit, told.measure, None, None, holds=False, gap=gap
        )
    amount, whole = told.amounts[product_id], told.total
    limit = limit_of(len(found.members), found.policy)
    passes = Fraction(amount) / Fraction(whole) >= limit
    starved = _starved(product_id, found) if signal is Signal.CROWDING else {}
    return Reading(
        quarter=found.quarter,
        share=ratio(amount, whole),
        limit=told.limit,
        measure=told.measure,
        amount=amount,
        total=whole,
        holds=passes and (bool(starved) or signal is Signal.DEMAND),
        starved=starved,
    )


def _starved(product_id: int, found: ClusterQuarter) -> dict[int, tuple[str, ...]]:
    """The other members that had ready items when the quarter began and shipped nothing in it."""
    return {
        one.product_id: one.ready
        for one in found.members
        if one.product_id != product_id and one.ready and not one.items
    }


def heard(
    quarters: Sequence[ClusterQuarter],
    weights: Mapping[int, Sequence[Weight]],
    present: Sequence[int],
    policy: SplitPolicy,
) -> list[Heard]:
    """Every signal that holds now for the products `present`, of which there must be two.

    `quarters` are those that are over, the newest first and none left out; each is judged by its
    own policy, `policy` says how many in a row it takes. `weights` are the reasons for strategic
    weight that hold today, by product.
    """
    if len(present) < 2:
        return []
    found = [
        signal
        for product_id in present
        for kind in (Signal.CROWDING, Signal.DEMAND)
        if (signal := _lasting(kind, product_id, quarters, policy))
    ]
    for product_id in present:
        if reasons := tuple(weights.get(product_id, ())):
            since = min(reason.since for reason in reasons)
            found.append(Heard(Signal.STRATEGIC, product_id, since, 0, weights=reasons))
    return found


def _lasting(
    signal: Signal, product_id: int, quarters: Sequence[ClusterQuarter], policy: SplitPolicy
) -> Heard | None:
    """The unbroken row of quarters up to the newest one, when it is long enough."""
    row: list[Reading] = []
    for found in quarters:
        one = reading(signal, product_id, found)
        if not one.holds:
            break
        row.append(one)
    if len(row) < policy.quarters:
        return None
    since = row[len(row) - policy.quarters].quarter.last_day
    return Heard(signal, product_id, since, len(row) - policy.quarters + 1, tuple(row))
