"""Asked for many days, events and tickets give the answer `activity` gives for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.values import Direction, Target
from portfolio.kernel.numbers import STORED_PLACES, rounded, total
from portfolio.kernel.periods import Period, trailing
from products.values import Stage
from reviews.calculations.activity import activity
from reviews.calculations.pulse import beats, running_sums, turns
from reviews.values import Demand, DemandSeries, LoadPolicy, ProductFacts, Pulse

FIRST = date(2025, 1, 1)
SPAN = 60
SHORT = LoadPolicy(trailing_days=5, items_threshold=2, demand_minimum=3)
LINE = Target(Direction.LOWER, Decimal(8), Decimal(12), Decimal(20))
Moved = Sequence[tuple[int, int]]
Measured = dict[int, int]


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def pulse(moved: Moved, measured: Measured, is_sum: bool, since: int) -> Pulse:
    days = sorted(measured)
    series = DemandSeries(
        "Tickets",
        Period(day(since)),
        is_sum,
        tuple(day(one).toordinal() for one in days),
        running_sums(Decimal(measured[one]) for one in days),
        ((Period(day(20)), LINE),),
    )
    rows = sorted(moved)
    return Pulse(
        tuple(day(at).toordinal() for at, _ in rows), tuple(item for _, item in rows), (series,)
    )


def judged(moved: Moved, measured: Measured, is_sum: bool, since: int, on: date) -> bool:
    """The plain way: every window counted by hand, and the day judged with its reasons."""

    def window(back: int) -> Decimal | None:
        held = trailing(on, SHORT.trailing_days, back)
        values = [Decimal(value) for at, value in measured.items() if held.holds(day(at))]
        if not values:
            return None
        whole = total(values)
        return whole if is_sum else rounded(whole / len(values), STORED_PLACES)

    current = trailing(on, SHORT.trailing_days)
    items = {item for at, item in moved if current.holds(day(at))}
    demand = Demand(
        "Tickets",
        window(0),
        tuple(window(back) for back in range(1, SHORT.demand_windows + 1)),
        LINE if on >= day(20) else None,
    )
    facts = ProductFacts(
        1,
        "Payroll",
        Stage.MATURITY,
        items_moved=len(items),
        demand=(demand,) if on >= day(since) else (),
    )
    return activity(facts, on, SHORT).is_active


BRISK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MOVES = st.lists(st.tuples(st.integers(0, SPAN), st.integers(1, 4)), max_size=12)
TICKETS = st.dictionaries(st.integers(0, SPAN), st.integers(0, 25), max_size=25)


@BRISK
@given(MOVES, TICKETS, st.booleans(), st.integers(0, 30))
def test_every_day_is_judged_alike(
    moved: Moved, measured: Measured, is_sum: bool, since: int
) -> None:
    known = pulse(moved, measured, is_sum, since)
    for number in range(SPAN + 30):
        on = day(number)
        assert beats(known, on, SHORT) is judged(moved, measured, is_sum, since, on), on


@BRISK
@given(MOVES, TICKETS, st.booleans(), st.integers(0, 30))
def test_between_two_turns_the_answer_stays(
    moved: Moved, measured: Measured, is_sum: bool, since: int
) -> None:
    known = pulse(moved, measured, is_sum, since)
    last = day(SPAN + 40)
    found = turns(known, FIRST, last, SHORT)
    before = beats(known, FIRST, SHORT)
    for number in range(1, SPAN + 41):
        answer = beats(known, day(number), SHORT)
        assert answer is before or day(number) in found
        before = answer
    assert all(FIRST < one <= last for one in found)


def test_too_few_items_are_no_turns() -> None:
    assert turns(pulse([(3, 1)], {}, True, 0), FIRST, day(SPAN), SHORT) == {day(20)}
