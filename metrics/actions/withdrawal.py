"""A number that nothing speaks for any more is withdrawn; the row stays, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from metrics.actions.rollups import lock_metrics, refresh_rollups
from metrics.actions.scores import refresh_scores_of_metrics
from metrics.models import Measurement
from people.queries import organisation
from portfolio.kernel.quarters import Quarter


@transaction.atomic
def withdraw_measurements(rows: Sequence[Measurement], reason: str) -> int:
    """Supersede the numbers without putting others in their place; returns how many there were.

    Roll-ups and scores follow in the same transaction. Rows superseded meanwhile are left alone.
    """
    if not rows:
        return 0
    metric_ids = {row.metric_id for row in rows}
    lock_metrics(metric_ids)
    found = Measurement.objects.current().filter(id__in=[row.id for row in rows])
    count = found.update(superseded_at=timezone.now(), correction_reason=reason)
    first_month = organisation().first_month
    days = [row.measured_on for row in rows]
    first, last = Quarter.of(min(days), first_month), Quarter.of(max(days), first_month)
    refresh_rollups(metric_ids, first.start, last.end)
    refresh_scores_of_metrics(metric_ids, first.start)
    return count
