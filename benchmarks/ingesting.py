"""A hundred thousand measurements, beside COPY into the same table."""

from __future__ import annotations

import json
import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from benchmarks.job import Job, job
from benchmarks.measuring import median, wall_ms
from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.models import Metric
from people.actions.persons import create_person
from people.actions.tokens import issue_token
from people.queries import today
from products.actions.teams import join_team
from products.models import Cluster, Product

INGESTED, AT_ONCE = 100_000, 10_000
FIRST = date(2023, 1, 1)
ADDRESS = "/api/v1/measurements/"
COPY = (
    "COPY metrics_measurement (metric_id, measured_on, value, source, source_ref, note,"
    " recorded_at, correction_reason) FROM STDIN"
)


def new_numbers() -> list[NewMeasurement]:
    """A hundred days of a thousand metrics, none of which has a number yet."""
    rows = Metric.objects.filter(started_on__lt=FIRST, retired_on=None).order_by("pk")
    rows = rows.exclude(product__stages__stage="retired")
    keys = list(rows.values_list("pk", flat=True)[:1000])
    days = -(-INGESTED // len(keys))
    return [
        NewMeasurement(key, FIRST + timedelta(days=n), Decimal(n % 40))
        for key in keys
        for n in range(days)
    ][:INGESTED]


def ingest() -> dict[str, Any]:
    rows = new_numbers()
    started = time.perf_counter()
    with transaction.atomic():
        record_measurements(None, rows, source="api", correction_reason="")
        took = (time.perf_counter() - started) * 1000
        transaction.set_rollback(True)
    return {"done": len(rows), "acting_ms": took}


def ingest_raw() -> dict[str, Any]:
    """COPY into the partitioned table with its indexes and keys, roll-ups left as they are."""
    rows, now = new_numbers(), timezone.now()
    return {"raw_ms": median(wall_ms(lambda: copy_rows(rows, now), 3))}


def copy_rows(rows: list[NewMeasurement], now: datetime) -> None:
    """One COPY in a transaction that is taken back."""
    with transaction.atomic(), connection.cursor() as cursor:
        with cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row((row.metric_id, row.measured_on, row.value, "api", "", "", now, ""))
        transaction.set_rollback(True)


def ingest_api() -> dict[str, Any]:
    """The same rows as ten requests of 10,000, from their bytes to the answer's, no network."""
    client, bodies = _program()
    started = time.perf_counter()
    with transaction.atomic():
        for body in bodies:
            said = client.post(ADDRESS, body, "application/json").json()
            if said["created"] != AT_ONCE:
                raise SystemExit(f"a batch answered {said['results'][:3]}")
        took = (time.perf_counter() - started) * 1000
        transaction.set_rollback(True)
    return {"done": AT_ONCE * len(bodies), "acting_ms": took}


def _program() -> tuple[Client, list[bytes]]:
    """A client that may write all of the metrics, and what it sends."""
    rows = new_numbers()
    known = Metric.objects.filter(pk__in={row.metric_id for row in rows})
    names = {
        pk: {"product": product, "metric": metric}
        for pk, product, metric in known.values_list("pk", "product__slug", "slug")
    }
    sent = [
        {**names[row.metric_id], "measured_on": row.measured_on.isoformat(), "value": n % 40}
        for n, row in enumerate(rows)
    ]
    homes = set(known.values_list("product__cluster_id", flat=True))
    clusters = Cluster.objects.filter(pk__in=homes)
    email = f"program.{time.monotonic_ns()}@bench.example"
    person = create_person(name="Program", email=email, password="only for benchmarks, long")
    for cluster in clusters:
        join_team(None, cluster, person, today())
    last_day = today() + timedelta(days=1)
    _, text = issue_token(person, person, name="bench", scope="write", last_day=last_day)
    bodies = [
        json.dumps({"rows": sent[at : at + AT_ONCE]}).encode()
        for at in range(0, len(sent) - AT_ONCE + 1, AT_ONCE)
    ]
    Product.objects.filter(cluster__in=homes, introduced_on__gt=FIRST).update(introduced_on=FIRST)
    headers = {"Authorization": f"Bearer {text}", "Host": "127.0.0.1"}
    return Client(headers=headers), bodies


JOBS: dict[str, Job] = {
    "ingest": job(ingest),
    "ingest-raw": ingest_raw,
    "ingest-api": job(ingest_api),
}
