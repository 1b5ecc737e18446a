"""What a batch of measurements is compared with: the metrics it may write, the numbers known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

METRICS = """
SELECT p.slug, m.slug, m.id, m.product_id, m.unit, m.summary, m.retired_on, p.introduced_on,
       p.name, m.name, f.metric_id IS NOT NULL, m.forgotten_before,
       EXISTS (SELECT FROM products_stageperiod s WHERE s.product_id = p.id
                  AND s.stage = 'retired' AND s.period @> %(day)s::date)
  FROM unnest(%(products)s::text[], %(metrics)s::text[]) AS w (product, metric)
  JOIN products_product p ON p.slug = w.product AND p.cluster_id = ANY(%(clusters)s)
  JOIN metrics_metric m ON m.product_id = p.id AND m.slug = w.metric
  LEFT JOIN metrics_eventfeed f ON f.metric_id = m.id
"""
KNOWN = """
SELECT m.metric_id, m.measured_on, m.id, m.value, m.numerator, m.denominator
  FROM unnest(%(metrics)s::bigint[], %(days)s::date[]) AS w (metric_id, measured_on)
  JOIN metrics_measurement m ON m.metric_id = w.metric_id AND m.measured_on = w.measured_on
 WHERE m.superseded_at IS NULL AND m.measured_on BETWEEN %(first)s AND %(last)s
"""

Pair = tuple[str, str]
Place = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Writable:
    """A metric of a cluster the person may write for."""

    id: int
    product_id: int
    unit: str
    summary: str
    retired_on: date | None
    introduced_on: date
    product_name: str
    name: str
    is_fed: bool
    forgotten_before: date | None
    is_product_retired: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The number that stands for a metric and day now."""

    id: int
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None


def writable_metrics(
    pairs: Collection[Pair], clusters: Collection[int], day: date
) -> dict[Pair, Writable]:
    """Product and metric, as addresses name them → the metric; others are not there at all."""
    values: dict[str, Any] = {
        "products": [product for product, _ in pairs],
        "metrics": [metric for _, metric in pairs],
        "clusters": list(clusters),
        "day": day,
    }
    with connection.cursor() as cursor:
        cursor.execute(METRICS, values)
        return {(row[0], row[1]): Writable(*row[2:]) for row in cursor.fetchall()}


def known_numbers(places: Sequence[Place]) -> dict[Place, Known]:
    """The current number of each metric and day asked for, where there is one; one statement."""
    if not places:
        return {}
    days = [day for _, day in places]
    values: dict[str, Any] = {
        "metrics": [metric_id for metric_id, _ in places],
        "days": days,
        "first": min(days),
        "last": max(days),
    }
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, values)
        return {(row[0], row[1]): Known(*row[2:]) for row in cursor.fetchall()}
