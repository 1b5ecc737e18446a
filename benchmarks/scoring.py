"""Scores of every product for a quarter, with ten million measurements behind the roll-ups."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from benchmarks.job import job, last_quarter
from benchmarks.measuring import median, wall_ms
from metrics.actions.scores import refresh_scores
from metrics.tasks.figures import CHUNK
from products.models import Product

# Daily numbers of every metric, back from the end of 2024.
FILL = """
INSERT INTO metrics_measurement (metric_id, measured_on, value, source, source_ref, note,
                                 recorded_at, correction_reason)
SELECT m.id, '2024-12-31'::date - d, 50 + (m.id + d) %% 50, 'connector', '', '', now(), ''
  FROM metrics_metric m, generate_series(0, %(days)s) d
ON CONFLICT DO NOTHING
"""
# What a score needs at least: the newest quarter of each metric beside its target, per product.
RAW = """
WITH newest AS (
    SELECT DISTINCT ON (q.metric_id) q.metric_id, q.value, q.last_on
      FROM metrics_metricquarter q WHERE q.quarter_start <= %(start)s
     ORDER BY q.metric_id, q.quarter_start DESC
), attained AS (
    SELECT m.product_id, m.level, t.weight,
           CASE WHEN t.target = t.floor THEN (n.value >= t.target)::int::numeric
                ELSE least(1, greatest(0, (n.value - t.floor) / (t.target - t.floor))) END AS part
      FROM metrics_metric m
      JOIN metrics_metrictarget t ON t.metric_id = m.id AND t.period @> %(day)s::date
      LEFT JOIN newest n ON n.metric_id = m.id
)
SELECT product_id, level, round(100 * sum(weight * part) / nullif(sum(weight), 0), 1),
       sum(weight) FILTER (WHERE part IS NOT NULL) / nullif(sum(weight), 0)
  FROM attained GROUP BY 1, 2
"""


def fill(wanted: str) -> dict[str, Any]:
    """Add so many rows, back from the end of 2024; the roll-ups of the populated quarters stand."""
    started = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("SELECT count(*) FROM metrics_metric")
        (metrics,) = cursor.fetchone()
        cursor.execute(FILL, {"days": int(wanted) // metrics})
        cursor.execute("ANALYZE metrics_measurement")
        cursor.execute("SELECT count(*) FROM metrics_measurement")
        (rows,) = cursor.fetchone()
    return {"rows": rows, "fill_ms": (time.perf_counter() - started) * 1000}


def scores() -> dict[str, Any]:
    """Every product for the quarter before the present one, in the chunks the worker uses."""
    quarter = last_quarter()
    ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    done = sum(refresh_scores(ids[at : at + CHUNK], [quarter]) for at in range(0, len(ids), CHUNK))
    return {"done": done}


def scores_raw() -> dict[str, Any]:
    """The same figures out of the roll-ups in one statement, told and not kept."""
    quarter = last_quarter()
    values = {"start": quarter.start, "day": quarter.last_day}

    def act() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off")
            cursor.execute(RAW, values)
            cursor.fetchall()

    return {"raw_ms": median(wall_ms(act, 3))}


JOBS: dict[str, Callable[..., dict[str, Any]]] = {
    "scores-fill": fill,
    "scores": job(scores),
    "scores-raw": scores_raw,
}
