"""Warnings about metrics: beyond the clock, lapsed, stale, an unfit set; one for a cluster each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.actions.deviations import accept_deviation
from metrics.actions.metrics import retire_metric
from metrics.calculations.sets import unfit_since
from metrics.models import Metric
from metrics.values import Dimension, MetricPolicy
from products.queries import policy_on
from reviews.rules import lapsed_deviation, off_target, stale_metrics, unfit_metrics
from reviews.rules.finding import Finding, Scope, WarningRule
from reviews.rules.registry import find_all
from tests.builders import make_cluster, make_metric, make_person, make_product, measure, set_stage

DAY = date(2026, 9, 30)
IMPROVEMENT, OPERATIONS, SUPPORT = Dimension
in_database = pytest.mark.django_db


def found(rule: WarningRule, day: date = DAY) -> list[Finding]:
    return rule.find(Scope(day, policy_on(day)))


def measured(product_name: str = "Gatehouse", **shape: object) -> Metric:
    """96 % at the ends of May to September 2026, against 99 with the warning line at 97."""
    metric = make_metric(make_product(product_name), target=(99, 97, 90), **shape)
    for on in (date(2026, 5, 31), date(2026, 6, 30), date(2026, 8, 31), DAY):
        measure(metric, on, 96)
    return metric


@in_database
def test_off_target_is_a_warning_when_the_clock_has_run_out() -> None:
    measured()
    (one,) = found(off_target.RULE)
    assert one.sentence == (
        "Gatehouse is off target for longer than agreed: Availability (122 days of 90)."
    )
    assert (one.since, one.consecutive_quarters, one.severity.value) == (
        date(2026, 8, 30), 1, "watch",
    )  # fmt: skip
    assert one.evidence["metrics"] == [
        {
            "product": "gatehouse",
            "metric": "availability",
            "since": "2026-05-31",
            "days": 122,
            "allowed": 90,
        }
    ]
    assert found(off_target.RULE, date(2026, 6, 30)) == []


@in_database
def test_what_gets_better_is_no_warning() -> None:
    metric = measured()
    measure(metric, DAY, "96.5")
    assert found(off_target.RULE) == []


@in_database
def test_it_is_grave_after_twice_the_time() -> None:
    metric = measured()
    measure(metric, date(2026, 1, 31), 96)
    (one,) = found(off_target.RULE)
    assert one.severity.value == "risk"


@in_database
def test_what_is_accepted_is_quiet_until_it_lapses() -> None:
    metric = measured()
    accept_deviation(
        make_person(), metric, date(2026, 7, 1),
        value=Decimal(96), until=date(2026, 9, 29), reason="Disks wait.",
    )  # fmt: skip
    (one,) = found(lapsed_deviation.RULE)
    assert one.sentence == (
        "Gatehouse accepted less than its target, the time is over and the target not reached: "
        "Availability (96\u00a0% until 29 Sep 2026)."
    )
    assert one.since == DAY
    assert len(found(off_target.RULE)) == 1
    measure(metric, DAY, 99)
    measure(metric, date(2026, 8, 31), 99)
    assert (found(lapsed_deviation.RULE), found(off_target.RULE)) == ([], [])
    assert found(lapsed_deviation.RULE, date(2026, 6, 30)) == []


@in_database
def test_stale_metrics_of_a_cluster_are_one_warning() -> None:
    cluster = make_cluster("Yard")
    for name in ("Berths", "Gates"):
        measure(make_metric(make_product(name, cluster)), date(2026, 8, 1), 99)
    (one,) = found(stale_metrics.RULE)
    assert one.sentence == (
        "Yard has 2 stale metrics: Availability of Berths (60 days old) and Availability of Gates "
        "(60 days old)."
    )
    assert one.since == date(2026, 9, 17)  # 47 days after, more than 46.5


@in_database
def test_an_unfit_set_is_told_after_the_end_of_a_quarter() -> None:
    product = make_product("Gatehouse")
    start = date(2026, 8, 3)
    assert found(unfit_metrics.RULE) == []
    make_metric(product, "Availability", started_on=start)
    make_metric(product, "Tickets", dimension="support", started_on=start)
    assert found(unfit_metrics.RULE, date(2026, 9, 29)) == []
    (one,) = found(unfit_metrics.RULE)
    assert one.sentence == (
        "Gatehouse is not steered by a full set of metrics: Gatehouse (tracks 2 metrics; 3 to 5 "
        "are expected, no metric speaks for improvement)."
    )
    assert (one.since, one.consecutive_quarters) == (start, 1)
    last = make_metric(product, "Adoption", dimension="improvement", started_on=start)
    assert found(unfit_metrics.RULE) == []
    retire_metric(make_person(), last, date(2026, 9, 10))
    assert [each.since for each in found(unfit_metrics.RULE)] == [date(2026, 9, 10)]
    set_stage(product, "retired", date(2026, 9, 20))
    assert found(unfit_metrics.RULE) == []


@pytest.mark.parametrize(
    ("spans", "since"),
    [
        ([], None),
        ([(OPERATIONS, 1, None)], 1),
        ([(OPERATIONS, 1, None), (SUPPORT, 1, None), (IMPROVEMENT, 3, None)], None),
        ([(OPERATIONS, 1, None), (SUPPORT, 1, None), (IMPROVEMENT, 3, 7)], 7),
        ([(OPERATIONS, 1, None), (SUPPORT, 2, 4), (IMPROVEMENT, 3, None)], 4),
        ([(kind, 1, None) for kind in Dimension] + [(SUPPORT, n, None) for n in (2, 5, 6)], 6),
    ],
)
def test_since_when_a_set_is_unfit(
    spans: list[tuple[Dimension, int, int | None]], since: int | None
) -> None:
    def on(number: int | None) -> date | None:
        return None if number is None else date(2026, 5, number)

    dated = [(kind, date(2026, 5, start), on(end)) for kind, start, end in spans]
    assert unfit_since(dated, date(2026, 5, 31), MetricPolicy()) == on(since)


@in_database
def test_the_rules_cost_the_same_for_many_products() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            find_all(Scope(DAY, policy_on(DAY)))
        return len(queries)

    measured("First")
    one = cost()
    for number in range(6):
        measured(f"Product {number}")
    assert cost() == one
