"""The load on a day to come: dated rows of that day, items and tickets of today, as a table."""

from __future__ import annotations

from datetime import date

import pytest

from portfolio.kernel.periods import Period
from products.values import ChangeKind, Stage, TreatAs
from reviews.calculations.planned import planned_change, planned_load
from reviews.values import (
    ChangeFact,
    LoadLevel,
    LoadPolicy,
    Override,
    PlacedPeriod,
    Plan,
    ProductFacts,
)

TODAY, TURN = date(2026, 7, 10), date(2026, 9, 1)
BEFORE = date(2026, 8, 31)
LASTING = Period(date(2024, 1, 1))
MOVE = ChangeFact(ChangeKind.MIGRATION, "Move", date(2026, 5, 1))


def one(
    stages: tuple[tuple[Period, Stage], ...] = ((LASTING, Stage.MATURITY),), **facts: object
) -> Plan:
    """One product in one cluster held for good."""
    known = ProductFacts(1, "Payroll", Stage.MATURITY, **facts)  # type: ignore[arg-type]
    return Plan((PlacedPeriod(1, 7, "Payroll", LASTING),), {1: known}, {1: stages})


def until(stage: Stage, after: Stage) -> tuple[tuple[Period, Stage], ...]:
    return ((Period(date(2024, 1, 1), TURN), stage), (Period(TURN), after))


@pytest.mark.parametrize(
    ("plan", "before", "after"),
    [
        (one(), (0, 1), (0, 1)),
        (one(until(Stage.GROWTH, Stage.MATURITY)), (1, 0), (0, 1)),
        (one(until(Stage.MATURITY, Stage.GROWTH)), (0, 1), (1, 0)),
        (one(until(Stage.MATURITY, Stage.RETIRED)), (0, 1), (0, 0)),
        (one(((Period(date(2024, 1, 1), TURN), Stage.GROWTH),)), (1, 0), (0, 1)),
        (one(items_moved=8), (1, 0), (1, 0)),
        (one(changes=(planned_change(MOVE, TURN, TODAY),)), (1, 0), (0, 1)),
        (one(changes=(planned_change(MOVE, TODAY, TODAY),)), (1, 0), (1, 0)),
        (one(changes=(planned_change(MOVE, None, TODAY),)), (1, 0), (1, 0)),
        (one(until(Stage.MATURITY, Stage.RETIREMENT)), (0, 1), (1, 0)),
        (
            one(until(Stage.GROWTH, Stage.RETIREMENT), changes=(planned_change(MOVE, TURN, TODAY),)),
            (1, 0),
            (0, 1),
        ),
        (
            one(
                until(Stage.GROWTH, Stage.GROWTH),
                overrides=(Override(TreatAs.STABLE, "calm", Period(TODAY, TURN)),),
            ),
            (0, 1),
            (1, 0),
        ),
    ],
)  # fmt: skip
def test_the_load_before_and_after_a_turn(
    plan: Plan, before: tuple[int, int], after: tuple[int, int]
) -> None:
    first, then = (planned_load(plan, day, LoadPolicy()) for day in (BEFORE, TURN))
    assert (first.active, first.stable) == before
    assert (then.active, then.stable) == after


def test_what_is_handed_over_and_taken_over() -> None:
    facts = {key: ProductFacts(key, f"Product {key}", Stage.GROWTH) for key in (1, 2, 3)}
    growing = ((LASTING, Stage.GROWTH),)
    plan = Plan(
        (
            PlacedPeriod(1, 7, "Kept", LASTING),
            PlacedPeriod(2, 8, "Given", Period(date(2024, 1, 1), TURN)),
            PlacedPeriod(3, 9, "Taken", Period(date(2026, 10, 1))),
        ),
        facts,
        dict.fromkeys(facts, growing),
    )
    days = (BEFORE, TURN, date(2026, 9, 30), date(2026, 10, 1))
    found = [planned_load(plan, day, LoadPolicy()) for day in days]
    assert [load.active for load in found] == [2, 1, 1, 2]
    assert found[0].level is found[3].level is LoadLevel.OVER
