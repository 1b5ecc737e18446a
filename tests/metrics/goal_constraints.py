"""Forbidden rows for goals, objectives and key results, tried by `test_constraints.py`."""

from __future__ import annotations

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from metrics.models import (
    CheckIn,
    GoalContribution,
    KeyResult,
    Metric,
    Objective,
    ProductPurpose,
    StrategicGoal,
)

DAY = date(2026, 7, 1)
SINCE = DateRange(DAY, None, "[)")
NEVER = DateRange(empty=True)


def goal(**fields: object) -> StrategicGoal:
    return StrategicGoal.objects.create(**{"name": "G", "slug": "g", "opened_on": DAY, **fields})


def objective(**fields: object) -> Objective:
    row = {"level": "portfolio", "quarter_start": DAY, "title": "O"}
    return Objective.objects.create(**{**row, **fields})


def result(**fields: object) -> KeyResult:
    row = {"title": "K", "start": 0, "target": 1}
    of = fields.pop("objective", None) or objective()
    return KeyResult.objects.create(**{**row, "objective": of, **fields})


def same_result_twice(metric: Metric) -> None:
    of = objective()
    result(objective=of)
    result(objective=of)


def check_in(of: KeyResult, **fields: object) -> CheckIn:
    return CheckIn.objects.create(**{"key_result": of, "on": DAY, "value": 1, **fields})


def checked_twice(metric: Metric) -> None:
    of = result()
    check_in(of)
    check_in(of)


def contributing(metric: Metric, *periods: DateRange) -> None:
    aim = goal()
    for period in periods:
        GoalContribution.objects.create(product=metric.product, goal=aim, period=period)


def purposeful(metric: Metric, *periods: DateRange) -> None:
    for period in periods:
        ProductPurpose.objects.create(product=metric.product, period=period)


CASES = {
    "goal_closed_after_opened": lambda x: goal(closed_on=date(2026, 6, 30)),
    "contribution_one_at_a_time": lambda x: contributing(x, SINCE, SINCE),
    "contribution_period_not_empty": lambda x: contributing(x, NEVER),
    "purpose_one_at_a_time": lambda x: purposeful(x, SINCE, SINCE),
    "purpose_period_not_empty": lambda x: purposeful(x, NEVER),
    "objective_level_fits_subject": lambda x: objective(product=x.product),
    "objective_title_unique": lambda x: [objective(), objective()],
    "objective_dropped_with_reason": lambda x: objective(dropped_on=DAY),
    "key_result_has_a_way": lambda x: result(start=1),
    "key_result_unit_is_the_metrics": lambda x: result(metric=x, unit="h"),
    "key_result_title_unique": same_result_twice,
    "key_result_confidence_share": lambda x: result(confidence="1.01"),
    "key_result_dropped_with_reason": lambda x: result(drop_reason="No longer wanted."),
    "check_in_one_current": checked_twice,
    "check_in_confidence_share": lambda x: check_in(result(), confidence="-0.1"),
    "check_in_superseded_after_said": lambda x: check_in(
        result(), superseded_at="2020-01-01T00:00:00Z"
    ),
}
