"""A hundred thousand measurements, beside COPY into the same table."""

from __future__ import annotations

import time
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.job import Job, job
from benchmarks.measuring import median, wall_ms
from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.models import Metric

INGESTED = 100_000


def _numbers() -> list[NewMeasurement]:
    """A hundred days of a thousand metrics, none of which has a number yet."""
    rows = Metric.objects.filter(started_on__lt=date(2023, 1, 1)).order_by("pk")
    keys = list(rows.values_list("pk", flat=True)[:1000])
    days = -(-INGESTED // len(keys))
    first = date(2023, 1, 1)
    return [
        NewMeasurement(key, first + timedelta(days=n), Decimal(n % 40))
        for key in keys
        for n in range(days)
    ][:INGESTED]


def ingest() -> dict[str, Any]:
    rows = _numbers()
    started = time.perf_counter()
    with transaction.atomic():
        record_measurements(None, rows, source="api", correction_reason="")
        took = (time.perf_counter() - started) * 1000
        transaction.set_rollback(True)
    return {"done": len(rows), "acting_ms": took}


def ingest_raw() -> dict[str, Any]:
    """COPY into the partitioned table with its indexes and keys, roll-ups left as they are."""
    rows, now = _numbers(), timezone.now()
    names = (
        "metric_id, measured_on, value, source, source_ref, note, recorded_at, correction_reason"
    )

    def act() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            with cursor.copy(f"COPY metrics_measurement ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(
                        (row.metric_id, row.measured_on, row.value, "api", "", "", now, "")
                    )
            transaction.set_rollback(True)

    return {"raw_ms": median(wall_ms(act, 3))}


JOBS: dict[str, Job] = {"ingest": job(ingest), "ingest-raw": ingest_raw}
