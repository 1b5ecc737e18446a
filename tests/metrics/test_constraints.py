"""One forbidden row for each rule the database keeps about metrics and numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from metrics.models import (
    Measurement,
    Metric,
    MetricDefinition,
    MetricQuarter,
    MetricTarget,
    ProductScore,
)
from tests.builders import make_metric, make_product
from tests.constraints import missing, refused_by
from tests.metrics.connector_constraints import CASES as CONNECTOR_CASES
from tests.metrics.deviation_constraints import CASES as DEVIATION_CASES
from tests.metrics.event_constraints import CASES as EVENT_CASES
from tests.metrics.goal_constraints import CASES as GOAL_CASES
from tests.metrics.hand_in_constraints import CASES as HAND_IN_CASES

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
CHOICES = ("level", "dimension", "direction", "cadence", "summary")
SHAPE = {"name": "N", "level": "operational", "dimension": "support"}


def measurement(metric: Metric, **fields: object) -> Measurement:
    row = {"metric": metric, "measured_on": DAY, "value": 1, "recorded_at": timezone.now()}
    return Measurement.objects.create(**{**row, **fields})


def target(metric: Metric, **fields: object) -> MetricTarget:
    row = {"target": 9, "warning": 5, "floor": 1, "period": DateRange(DAY, None, "[)")}
    return MetricTarget.objects.create(**{"metric": metric, **row, **fields})


def metric_like(metric: Metric, **fields: object) -> Metric:
    row = {"product": metric.product, "slug": "other", "started_on": DAY, **SHAPE}
    return Metric.objects.create(**{**row, **fields})


def quarter(metric: Metric, **fields: object) -> MetricQuarter:
    row = {"value": 1, "count": 1, "first_on": DAY, "last_on": DAY, "last_value": 1}
    return MetricQuarter.objects.create(metric=metric, quarter_start=DAY, **{**row, **fields})


def score(metric: Metric) -> ProductScore:
    return ProductScore.objects.create(product=metric.product, quarter_start=DAY, as_of=DAY)


CASES = {
    **GOAL_CASES,
    **EVENT_CASES,
    **CONNECTOR_CASES,
    **HAND_IN_CASES,
    **DEVIATION_CASES,
    **{
        f"definition_{field}_known": lambda x, field=field: MetricDefinition.objects.create(
            **{**SHAPE, "slug": "n", field: "other"}
        )
        for field in CHOICES
    },
    **{
        f"metric_{field}_known": lambda x, field=field: metric_like(x, **{field: "other"})
        for field in CHOICES
    },
    "metric_slug_unique": lambda x: metric_like(x, slug=x.slug),
    "metric_one_north_star": lambda x: [
        metric_like(x, is_north_star=True, slug="a"),
        metric_like(x, is_north_star=True, slug="b"),
    ],
    "metric_retired_after_start": lambda x: metric_like(x, retired_on=date(2026, 2, 1)),
    "metric_keep_months_enough": lambda x: metric_like(x, keep_months=23),
    "measurement_one_current": lambda x: [measurement(x), measurement(x)],
    "measurement_source_known": lambda x: measurement(x, source="rumour"),
    "measurement_denominator_positive": lambda x: measurement(x, numerator=0, denominator=0),
    "measurement_ratio_complete": lambda x: measurement(x, numerator=1),
    "measurement_superseded_after_recorded": lambda x: measurement(
        x, superseded_at="2020-01-01T00:00:00Z"
    ),
    "metric_quarter_unique": lambda x: [quarter(x), quarter(x)],
    "metric_quarter_count_positive": lambda x: quarter(x, count=0),
    "product_score_unique": lambda x: [score(x), score(x)],
    "target_one_at_a_time": lambda x: [target(x), target(x)],
    "target_period_not_empty": lambda x: target(x, period=DateRange(empty=True)),
    "target_weight_positive": lambda x: target(x, weight=0),
    "target_lines_in_order": lambda x: target(x, warning=Decimal(10)),
}
PARTITION = "metrics_measurement_2026_metric_id_measured_on_idx"
"""A partition keeps the unique index under a name of its own."""


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses(name: str) -> None:
    metric = make_metric(make_product(), target=None)
    wanted = PARTITION if name == "measurement_one_current" else name
    assert refused_by(lambda: CASES[name](metric)) == wanted


def test_every_constraint_is_tried() -> None:
    assert missing("metrics", CASES) == set()


def test_a_year_without_a_partition_of_its_own_is_kept_too() -> None:
    metric = make_metric(make_product(), target=None)
    measurement(metric, measured_on=date(1995, 5, 5))
    assert Measurement.objects.get().measured_on == date(1995, 5, 5)
    repeated = refused_by(lambda: measurement(metric, measured_on=date(1995, 5, 5)))
    assert repeated.startswith("metrics_measurement_other")
