"""A split signal in words: the quarters, the numbers and the threshold behind it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from portfolio.kernel.numbers import EXACT, HUNDRED, shown
from portfolio.kernel.words import counted, joined
from reviews.values.split import Heard, Measure, Reading, Signal

Names = Mapping[int, str]
"""Products by key."""


def told(one: Heard, names: Names) -> str:
    """The signal as a clause that follows the product's name: “it shipped 82 % of …”."""
    if one.signal is Signal.STRATEGIC:
        return f"it carries strategic weight: {joined([w.sentence for w in one.weights])}"
    newest = one.readings[0]
    rest = [f"{part(row.share)} in {row.quarter.label}" for row in one.readings[1:]]
    first = f"{part(newest.share)} of the {what(newest)} in {newest.quarter.label}"
    took = "it took" if one.signal is Signal.DEMAND else "it shipped"
    more = f", {idle(newest, names)}" if newest.starved else ""
    return f"{took} {joined([first, *rest])}, limit {part(newest.limit)}{more}"


def what(one: Reading) -> str:
    """What the share is a share of, with its numbers: “effort points shipped (41 of 50)”."""
    if one.measure is None or one.amount is None or one.total is None:
        return "work"
    verb = " shipped" if one.measure in (Measure.POINTS, Measure.ITEMS) else ""
    return f"{one.measure.label}{verb} ({shown(one.amount)} of {shown(one.total)})"


def idle(one: Reading, names: Names) -> str:
    """Who had ready items when the quarter began and shipped nothing."""
    waiting = [
        f"{names[product_id]} ({counted(len(items), 'ready item')})"
        for product_id, items in one.starved.items()
    ]
    return f"while {joined(waiting)} shipped nothing"


def part(share: Decimal | None) -> str:
    """A share in hundredths: `82 %`, with one place where it needs one."""
    if share is None:
        return "no data"
    return f"{shown(rounded_down(EXACT.multiply(share, HUNDRED)))} %"


def rounded_down(percent: Decimal) -> Decimal:
    """To one place and never up, so that 74.96 % is not shown as the 75 % it has not reached."""
    tenths = int(EXACT.multiply(percent, Decimal(10)))
    return Decimal(tenths) / 10


def clearing(one: Heard) -> str:
    """What would clear the signal by the data."""
    if one.signal is Signal.STRATEGIC:
        return "the objective ending or the mark being lifted"
    limit = part(one.readings[0].limit)
    if one.signal is Signal.DEMAND:
        return f"a quarter in which it takes less than {limit} of the operational demand"
    return (
        f"a quarter in which it ships less than {limit}, or in which every product that has "
        "ready items ships something"
    )
