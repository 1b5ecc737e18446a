"""Scores kept beside the roll-ups follow every number, target and night."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from metrics.actions.metrics import retire_metric
from metrics.actions.scores import quarters_between, refresh_scores
from metrics.models import Metric, ProductScore
from portfolio.kernel.quarters import Quarter
from tests.builders import aim, make_metric, make_person, make_product, measure

pytestmark = pytest.mark.django_db
Q1, Q2, Q3, Q4 = (Quarter(2026, number) for number in (1, 2, 3, 4))


@pytest.fixture(autouse=True)
def _today():  # type: ignore[no-untyped-def]
    with travel("2026-11-22 12:00", tick=False):
        yield


def score(metric: Metric, quarter: Quarter) -> ProductScore:
    return ProductScore.objects.get(product=metric.product, quarter_start=quarter.start)


def test_a_number_shows_in_its_quarter_and_the_later_ones() -> None:
    metric = make_metric(make_product(), target=(99, 95, 90), cadence="quarter")
    measure(metric, date(2026, 5, 10), Decimal("94.5"))
    q2, q3 = score(metric, Q2), score(metric, Q3)
    assert (q2.health, q2.health_coverage, q2.off_target, q2.as_of) == (
        Decimal("50.0"),
        Decimal(1),
        1,
        date(2026, 6, 30),
    )
    assert (q3.health, q3.health_coverage, q3.stale) == (None, Decimal(0), 1)
    assert (q2.value, q2.value_coverage) == (None, None)
    assert score(metric, Q1).no_data == 1
    assert score(metric, Q4).as_of == date(2026, 11, 22)


def test_a_correction_rewrites_the_score() -> None:
    metric = make_metric(make_product())
    measure(metric, date(2026, 6, 30), 90)
    assert score(metric, Q2).health == Decimal(0)
    measure(metric, date(2026, 6, 30), 99)
    assert score(metric, Q2).health == Decimal(100)


def test_a_new_target_leaves_the_past_alone() -> None:
    metric = make_metric(make_product(), target=(99, 95, 90))
    measure(metric, date(2026, 6, 30), 99)
    measure(metric, date(2026, 9, 30), 99)
    aim(metric, 108, 100, 90, on=date(2026, 7, 1))
    assert (score(metric, Q2).health, score(metric, Q3).health) == (Decimal(100), Decimal(50))


def test_a_retired_metric_leaves_the_score() -> None:
    metric = make_metric(make_product())
    measure(metric, date(2026, 6, 30), 99)
    retire_metric(make_person(), metric, date(2026, 7, 1))
    assert score(metric, Q2).on_target == 1
    q3 = score(metric, Q3)
    assert (q3.health, q3.health_coverage, q3.stale, q3.no_data) == (None, None, 0, 0)


def test_a_product_that_began_later_has_no_row() -> None:
    product = make_product(introduced_on=date(2026, 7, 1))
    assert refresh_scores([product.pk], [Q1, Q2, Q3, Q4, Q4.next()]) == 2
    starts = ProductScore.objects.values_list("quarter_start", flat=True)
    assert set(starts) == {Q3.start, Q4.start}


def test_twice_is_the_same() -> None:
    metric = make_metric(make_product())
    measure(metric, date(2026, 6, 30), 99)
    before = list(ProductScore.objects.order_by("id").values())
    refresh_scores([metric.product_id], [Q1, Q2, Q3, Q4])
    assert list(ProductScore.objects.order_by("id").values()) == before


def statements(product_ids: list[int]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        refresh_scores(product_ids, [Q1, Q2, Q3, Q4])
    return len(queries)


def test_the_number_of_statements_does_not_grow() -> None:
    metrics = [make_metric(make_product()) for _ in range(12)]
    for metric in metrics:
        measure(metric, date(2026, 6, 30), 99)
    ids = [metric.product_id for metric in metrics]
    assert statements(ids[:1]) == statements(ids) <= 10


def test_quarters_between() -> None:
    assert quarters_between(date(2026, 2, 1), date(2026, 8, 1)) == [Q1, Q2, Q3]
    assert quarters_between(Q1.start, Q1.last_day) == [Q1]


def test_the_night_makes_a_metric_stale() -> None:
    metric = make_metric(make_product(), cadence="week")
    measure(metric, date(2026, 11, 12), 99)
    assert score(metric, Q4).on_target == 1
    with travel(date(2026, 11, 23), tick=False):
        refresh_scores([metric.product_id], [Q4])
    q4 = score(metric, Q4)
    assert (q4.stale, q4.health, q4.as_of) == (1, None, date(2026, 11, 23))
    assert q4.as_of - date(2026, 11, 12) == timedelta(days=11)
