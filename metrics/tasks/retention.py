"""Every night single numbers go that a metric no longer keeps."""

from celery import shared_task

from metrics.actions.retention import forget_measurements
from metrics.queries.retention import forgetting_ids
from people.queries import today

CHUNK = 500
"""Metrics per task; on most nights nothing of theirs is old enough."""


@shared_task(name="metrics.tasks.forget_old_measurements")
def forget_old_measurements() -> int:
    """Hand on every metric that does not keep its numbers for ever; returns how many."""
    ids = forgetting_ids()
    for at in range(0, len(ids), CHUNK):
        forget_measurements_chunk.delay(ids[at : at + CHUNK])
    return len(ids)


@shared_task(name="metrics.tasks.forget_measurements_chunk")
def forget_measurements_chunk(metric_ids: list[int]) -> int:
    """Forget what these metrics no longer keep, in short transactions."""
    return forget_measurements(metric_ids, today())
