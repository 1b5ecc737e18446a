"""The rows of a batch go in by COPY, straight into the table; what they replace is marked first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from metrics.actions.batch_rows import Offered
from metrics.models.measurement import Source

COPY = """
COPY metrics_measurement (metric_id, measured_on, value, numerator, denominator, note, source,
                          source_ref, recorded_at, recorded_by_id, correction_reason) FROM STDIN
"""
SUPERSEDE = """
UPDATE metrics_measurement o SET superseded_at = %(now)s, correction_reason = w.reason
  FROM unnest(%(ids)s::bigint[], %(days)s::date[], %(reasons)s::text[]) AS w (id, day, reason)
 WHERE o.id = w.id AND o.measured_on = w.day AND o.measured_on BETWEEN %(first)s AND %(last)s
"""


def write_batch(
    by_id: int, rows: Sequence[Offered], replaced: Sequence[tuple[int, date, str]]
) -> None:
    """Mark what is replaced (id, day, reason), then insert the rows. The metrics are held."""
    now = timezone.now()
    with connection.cursor() as cursor:
        if replaced:
            ids, days, reasons = (list(column) for column in zip(*replaced, strict=True))
            values: dict[str, Any] = {"ids": ids, "days": days, "reasons": reasons, "now": now}
            cursor.execute(SUPERSEDE, {**values, "first": min(days), "last": max(days)})
        tail = (Source.API.value, "", now, by_id, "")
        with cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row(
                    (
                        row.metric_id,
                        row.measured_on,
                        row.value,
                        row.numerator,
                        row.denominator,
                        row.note,
                        *tail,
                    )
                )
