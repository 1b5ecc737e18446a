"""Single numbers older than a metric keeps them go; what their quarters summed up to stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection, transaction

from metrics.actions.rollups import lock_metrics
from metrics.calculations.retention import border
from metrics.models import Metric
from people.queries import organisation

BATCH = 5_000
"""Rows deleted in one transaction, so that nobody who records waits long."""

FORGET = """
DELETE FROM metrics_measurement
 WHERE (measured_on, id) IN (
       SELECT measured_on, id FROM metrics_measurement
        WHERE metric_id = %(metric)s AND measured_on < %(before)s
        ORDER BY measured_on, id LIMIT %(batch)s)
   AND measured_on < %(before)s
"""


def forget_measurements(metric_ids: Collection[int], on: date) -> int:
    """Delete numbers, corrected ones too, of whole quarters that ended before each border.

    Returns how many went. Roll-ups are not touched: `forgotten_before` on the metric keeps them
    from being rebuilt, and is set before the first row goes, so a run that dies leaves nothing
    wrong behind and the next one goes on. Harmless when repeated, or done twice at once.
    """
    return sum(_forget(metric_id, on) for metric_id in sorted(metric_ids))


def _forget(metric_id: int, on: date) -> int:
    gone = 0
    while count := _forget_some(metric_id, on):
        gone += count
        if count < BATCH:
            break
    return gone


@transaction.atomic
def _forget_some(metric_id: int, on: date) -> int:
    """One batch; the metric is read behind the lock, as its owner may just have changed it."""
    lock_metrics([metric_id])
    metric = Metric.objects.filter(pk=metric_id).first()
    if metric is None or metric.keep_months is None:
        return 0
    before = border(on, metric.keep_months, organisation().first_month)
    if metric.forgotten_before is None or metric.forgotten_before < before:
        metric.forgotten_before = before
        metric.save(update_fields=["forgotten_before"])
    with connection.cursor() as cursor:
        cursor.execute(FORGET, {"metric": metric_id, "before": before, "batch": BATCH})
        return cursor.rowcount
