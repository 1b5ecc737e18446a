"""How long a stage lasts, when the question is due, what a way out lacks: tables, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from products.calculations.stages import months_after, outstay, question
from products.calculations.stuck import lacks
from products.calculations.way_out import open_points, open_words, points
from products.values import Stage
from products.values.lifecycle import LifecyclePolicy, WayOut

POLICY = LifecyclePolicy()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
        (date(2026, 3, 15), -12, date(2025, 3, 15)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_after(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("stage", "since", "on", "expected"),
    [
        (Stage.INTRODUCTION, date(2025, 3, 1), date(2026, 2, 28), None),
        (Stage.INTRODUCTION, date(2025, 3, 1), date(2026, 3, 1), date(2026, 3, 1)),
        (Stage.GROWTH, date(2023, 3, 1), date(2026, 2, 28), None),
        (Stage.GROWTH, date(2023, 3, 1), date(2026, 9, 1), date(2026, 3, 1)),
        (Stage.RETIREMENT, date(2025, 3, 1), date(2026, 8, 31), None),
        (Stage.RETIREMENT, date(2025, 3, 1), date(2026, 9, 1), date(2026, 9, 1)),
        (Stage.MATURITY, date(1990, 3, 1), date(2026, 9, 1), None),
        (Stage.RETIRED, date(1990, 3, 1), date(2026, 9, 1), None),
    ],
)
def test_outstay(stage: Stage, since: date, on: date, expected: date | None) -> None:
    found = outstay(stage, since, on, POLICY)
    assert (found.since if found else None) == expected


@pytest.mark.parametrize(
    ("answered", "on", "due", "is_due"),
    [
        (None, date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2026, 3, 10), date(2027, 3, 9), date(2027, 3, 10), False),
        (date(2026, 3, 10), date(2027, 3, 10), date(2027, 3, 10), True),
        (date(2020, 3, 10), date(2026, 1, 1), date(2026, 1, 1), True),
    ],
)
def test_question(answered: date | None, on: date, due: date, is_due: bool) -> None:
    found = question(date(2026, 1, 1), answered, on, POLICY)
    assert (found.due_on, found.is_due) == (due, is_due)


RETIRING = date(2026, 1, 1)
SAID = WayOut(none_needed="Nobody needs it.", migrate_by=date(2026, 6, 30))


@pytest.mark.parametrize(
    ("way", "on", "codes"),
    [
        (WayOut(), date(2026, 3, 31), []),
        (WayOut(), date(2026, 4, 1), ["answer", "date"]),
        (WayOut(successor="New"), date(2026, 4, 1), ["date"]),
        (WayOut(migrate_by=date(2026, 6, 30)), date(2026, 4, 1), ["answer"]),
        (SAID, date(2026, 6, 30), []),
        (SAID, date(2026, 7, 1), ["late"]),
        (replace(SAID, moved=Decimal("99.99")), date(2026, 7, 1), ["late"]),
        (replace(SAID, moved=Decimal(100)), date(2026, 7, 1), []),
        (replace(SAID, users_total=0), date(2026, 7, 1), []),
        (replace(SAID, way_ended=date(2026, 6, 1)), date(2026, 7, 1), []),
        (replace(SAID, way_ended=date(2026, 6, 1), moved=Decimal(60)), date(2026, 7, 1), ["late"]),
        (WayOut(successor="New", users_total=0), date(2026, 9, 1), []),
        (WayOut(migrate_by=date(2026, 2, 1)), date(2026, 9, 1), ["late", "answer"]),
    ],
)
def test_lacks(way: WayOut, on: date, codes: list[str]) -> None:
    assert [lack.code for lack in lacks(way, RETIRING, on, POLICY)] == codes


def test_the_days_are_the_policys() -> None:
    early = LifecyclePolicy(plan_days=10)
    assert [one.code for one in lacks(WayOut(), RETIRING, date(2026, 1, 10), early)] == []
    (answer, _) = lacks(WayOut(), RETIRING, date(2026, 1, 11), early)
    assert answer.since == date(2026, 1, 11)


def test_the_points_of_a_way_out() -> None:
    bare = WayOut(dependents=2, dependents_open=("Payslips",))
    assert open_words(bare) == (
        "a successor, or why none is needed, users told, the migration has a date, users have been "
        "moved, data dealt with, dependents dealt with and decommission record written"
    )
    done = WayOut(
        successor="New",
        told_on=RETIRING,
        migrate_by=RETIRING,
        moved=Decimal(100),
        moved_on=RETIRING,
        dependents=2,
        data=1,
        decommissioned_on=RETIRING,
    )
    assert open_points(done) == []
    assert [check.note for check in points(done)] == [
        "New", "on 1 January 2026", "by 1 January 2026", "100 % on 1 January 2026", "1 part",
        "2 products", "on 1 January 2026",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["introduction_months", "question_months", "plan_days"])
def test_a_threshold_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"lifecycle.{name} must be at least 1"):
        LifecyclePolicy.from_thresholds({f"lifecycle.{name}": 0})
