"""Many measurements at once: copied into a temporary table, then three statements for all of them.

Says and writes exactly what the row-wise way of `metrics.actions.measurements` does; a test runs
both on the same random batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from metrics.actions.incoming import NewMeasurement

TABLE = """
CREATE TEMPORARY TABLE IF NOT EXISTS incoming_measurement (
    position integer NOT NULL, metric_id bigint NOT NULL, measured_on date NOT NULL,
    value numeric(20, 6) NOT NULL, numerator numeric(20, 6), denominator numeric(20, 6),
    note text NOT NULL, source_ref text NOT NULL
) ON COMMIT DELETE ROWS
"""
COPY = """
COPY incoming_measurement
     (position, metric_id, measured_on, value, numerator, denominator, note, source_ref) FROM STDIN
"""
KNOWN = """
    metrics_measurement m ON m.metric_id = i.metric_id AND m.measured_on = i.measured_on
    AND m.superseded_at IS NULL AND m.measured_on BETWEEN %(first)s AND %(last)s
"""
DIFFERENT = """
    (m.value, m.numerator, m.denominator) IS DISTINCT FROM (i.value, i.numerator, i.denominator)
"""
COUNTS = f"""
SELECT count(*) FILTER (WHERE m.id IS NULL),
       count(*) FILTER (WHERE m.id IS NOT NULL AND {DIFFERENT}),
       array_agg(DISTINCT i.metric_id) FILTER (WHERE m.id IS NULL OR {DIFFERENT}),
       min(i.measured_on) FILTER (WHERE m.id IS NULL OR {DIFFERENT}),
       max(i.measured_on) FILTER (WHERE m.id IS NULL OR {DIFFERENT})
  FROM incoming_measurement i LEFT JOIN {KNOWN}
"""
FIRST_CHANGED = f"""
SELECT m.measured_on, m.value FROM incoming_measurement i JOIN {KNOWN}
 WHERE {DIFFERENT} ORDER BY i.position LIMIT 1
"""
SUPERSEDE = f"""
UPDATE metrics_measurement o SET superseded_at = %(now)s, correction_reason = %(reason)s
  FROM incoming_measurement i JOIN {KNOWN}
 WHERE o.id = m.id AND o.measured_on = m.measured_on AND {DIFFERENT}
"""
INSERT = """
INSERT INTO metrics_measurement
       (metric_id, measured_on, value, numerator, denominator, note, source_ref, source,
        recorded_at, recorded_by_id, correction_reason)
SELECT i.metric_id, i.measured_on, i.value, i.numerator, i.denominator, i.note, i.source_ref,
       %(source)s, %(now)s, %(by)s, ''
  FROM incoming_measurement i
"""
INSERT_UNKNOWN = f"{INSERT} LEFT JOIN {KNOWN} WHERE m.id IS NULL"


@dataclass(frozen=True)
class Incoming:
    """What a batch holds, compared with what is known; the days and metrics of what is news."""

    created: int
    corrected: int
    metric_ids: list[int]
    first: date | None
    last: date | None


def compare(rows: Sequence[NewMeasurement]) -> Incoming:
    """Copy the batch beside the table and count what is new and what differs."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("TRUNCATE incoming_measurement")
        with cursor.copy(COPY) as copy:
            for position, row in enumerate(rows):
                copy.write_row(
                    (
                        position,
                        row.metric_id,
                        row.measured_on,
                        row.value,
                        row.numerator,
                        row.denominator,
                        row.note,
                        row.source_ref,
                    )
                )
        cursor.execute("ANALYZE incoming_measurement")
        cursor.execute(COUNTS, _days(rows))
        created, corrected, metric_ids, first, last = cursor.fetchone()
    return Incoming(created, corrected, metric_ids or [], first, last)


def first_changed(rows: Sequence[NewMeasurement]) -> tuple[date, Decimal]:
    """Day and known value of the first row of the batch that differs."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST_CHANGED, _days(rows))
        day, value = cursor.fetchone()
    return day, value


def write(
    rows: Sequence[NewMeasurement],
    incoming: Incoming,
    *,
    by_id: int | None,
    source: str,
    reason: str,
    now: datetime,
) -> None:
    """Supersede what differs and insert what is news."""
    values = {**_days(rows), "now": now, "reason": reason, "source": source, "by": by_id}
    with connection.cursor() as cursor:
        if incoming.corrected:
            cursor.execute(SUPERSEDE, values)
        if incoming.created == len(rows):
            cursor.execute(INSERT, values)
        elif incoming.created or incoming.corrected:
            cursor.execute(INSERT_UNKNOWN, values)


def _days(rows: Sequence[NewMeasurement]) -> dict[str, Any]:
    days = [row.measured_on for row in rows]
    return {"first": min(days), "last": max(days)}
