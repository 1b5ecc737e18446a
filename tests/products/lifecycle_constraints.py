"""Forbidden rows about the yearly question and retirements, for `test_constraints`."""

from __future__ import annotations

from datetime import date

from products import models as m
from tests.harness.people import Cast

JAN, FEB = date(2026, 1, 1), date(2026, 2, 1)


def answer(cast: Cast, **fields: object) -> m.InvestmentAnswer:
    row = {"product": cast.planner, "answered_on": JAN, "answer": "continue", "reason": "x"}
    return m.InvestmentAnswer.objects.create(**{**row, **fields})


def plan(cast: Cast, **fields: object) -> m.RetirementPlan:
    return m.RetirementPlan.objects.create(**{"product": cast.planner, "opened_on": JAN, **fields})


def progress(cast: Cast, plan: m.RetirementPlan, **fields: object) -> m.MigrationProgress:
    return m.MigrationProgress.objects.create(**{"plan": plan, "on": FEB, "percent": 5, **fields})


def end(plan: m.RetirementPlan, **fields: object) -> m.LooseEnd:
    return m.LooseEnd.objects.create(**{"plan": plan, "kind": "data", "title": "x", **fields})


def progress_twice(cast: Cast) -> None:
    found = plan(cast)
    progress(cast, found)
    progress(cast, found)


def dependent_twice(cast: Cast) -> None:
    found = plan(cast)
    for _ in range(2):
        end(found, kind="dependent", dependent=cast.swaps)


CASES = {
    "investment_once_a_day": lambda c: [answer(c), answer(c)],
    "investment_answer_known": lambda c: answer(c, answer="perhaps"),
    "investment_has_reason": lambda c: answer(c, reason=""),
    "retirement_one_way_on": lambda c: plan(c, successor=c.swaps, none_needed="x"),
    "retirement_not_own_successor": lambda c: plan(c, successor=c.planner),
    "retirement_end_has_record": lambda c: plan(c, decommissioned_on=FEB),
    "progress_once_a_day": progress_twice,
    "progress_is_a_share": lambda c: progress(c, plan(c), percent=101),
    "loose_end_kind_fits": lambda c: end(plan(c), dependent=c.swaps),
    "loose_end_dependent_once": dependent_twice,
    "loose_end_dealt_with_how": lambda c: end(plan(c), dealt_on=FEB),
}
