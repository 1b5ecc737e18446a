"""Reading the trends of a product's metrics, and a measurements sheet beside COPY."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q
from django.utils import timezone

from benchmarks.ingesting import FIRST, copy_rows, new_numbers
from benchmarks.job import Job, job
from benchmarks.measuring import median, wall_ms
from metrics.actions.measurements import NewMeasurement
from metrics.models import Metric
from metrics.queries import metric_cards
from people.queries import organisation, today
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.tabular.values import Source
from products.models import Product

METRICS, QUARTERS, TIMES, SHEET = 5, 8, 100, 10_000
RAW = """
SELECT metric_id, quarter_start, value, count, last_on, last_value FROM metrics_metricquarter
 WHERE metric_id = ANY(%(keys)s) AND quarter_start BETWEEN %(first)s AND %(last)s
 ORDER BY metric_id, quarter_start
"""


def trends() -> dict[str, Any]:
    """Five metrics with target, status and trend of eight quarters, beside their roll-ups."""
    quarter = Quarter.of(today(), organisation().first_month)
    moment = Moment(on=today(), quarter=quarter, today=today())
    tracked = Count("metrics", filter=Q(metrics__retired_on=None))
    product = Product.objects.annotate(tracked=tracked).filter(tracked=METRICS).order_by("pk")[0]
    keys = list(
        Metric.objects.filter(product=product, retired_on=None).values_list("pk", flat=True)
    )
    values: dict[str, Any] = {
        "keys": keys,
        "first": quarter.shift(1 - QUARTERS).start,
        "last": quarter.start,
    }

    def ours() -> None:
        (cards,) = metric_cards([product.pk], moment).values()
        assert len(cards) == METRICS

    def raw() -> None:
        with connection.cursor() as cursor:
            cursor.execute(RAW, values)
            cursor.fetchall()

    ours()
    raw()
    return {
        "statements": _statements(ours),
        "ours_ms": median(wall_ms(ours, TIMES)),
        "raw_ms": median(wall_ms(raw, TIMES)),
    }


def _statements(act: Callable[[], None]) -> int:
    """How many an act makes."""
    made: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        made.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        act()
    return len(made)


def sheet_rows() -> list[NewMeasurement]:
    """New numbers of metrics whose products have a name for themselves: a sheet knows no other."""
    alone = Product.objects.values("name").annotate(count=Count("pk")).filter(count=1)
    metrics = Metric.objects.filter(product__name__in=alone.values("name"))
    keys = set(metrics.values_list("pk", flat=True))
    return [row for row in new_numbers() if row.metric_id in keys][:SHEET]


def import_numbers() -> dict[str, Any]:
    """Plan and apply a sheet of new numbers, from its bytes to the end of its transaction."""
    rows = sheet_rows()
    known = Metric.objects.filter(pk__in={row.metric_id for row in rows}).select_related("product")
    names = {metric.pk: (metric.product.name, metric.name) for metric in known}
    Product.objects.filter(metrics__in=known, introduced_on__gt=FIRST).update(introduced_on=FIRST)
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(["Product", "Metric", "Date", "Value", "Numerator", "Denominator", "Note"])
    for row in rows:
        sheet.writerow([*names[row.metric_id], row.measured_on, row.value, "", "", ""])
    source = Source("measurements.csv", out.getvalue().encode())
    measured = job(lambda: _applied(source))()
    if measured["refused"]:
        raise SystemExit(f"{measured['refused']} rows were refused: {measured['why']}")
    return measured


def _applied(source: Source) -> dict[str, Any]:
    with transaction.atomic():
        _, plan = apply_files(None, load_profile("measurements"), [source])
        transaction.set_rollback(True)
    why = [str(refusal) for refusal in plan.refusals[:2]]
    return {"done": len(plan.changes), "refused": len(plan.refusals), "why": why}


def import_numbers_raw() -> dict[str, Any]:
    """COPY of as many rows into the partitioned table."""
    rows, now = sheet_rows(), timezone.now()
    return {"raw_ms": median(wall_ms(lambda: copy_rows(rows, now), 5))}


JOBS: dict[str, Job] = {
    "trends": trends,
    "import-numbers": import_numbers,
    "import-numbers-raw": import_numbers_raw,
}
