"""The jobs, each measured in a process of its own, beside the raw SQL for the same answer."""

from __future__ import annotations

import csv
import io
import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from benchmarks import raw
from benchmarks.measuring import cpu_ms, median, wall_ms
from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.models import Metric
from people.queries import organisation, today
from portfolio.celery import app
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile
from portfolio.imports.planning import make_plan
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.tabular.values import Source
from reviews.actions.building import build_jobs
from reviews.actions.runs import request_run
from reviews.actions.warnings import evaluate_and_store
from reviews.models import Packet, PortfolioWarning, ReviewRun
from reviews.models.run import RunState
from reviews.queries.runs import chunks_to_ring

IMPORTED, INGESTED = 10_000, 100_000


def job(act: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """Measures one run of a job: wall, our CPU, the database's, statements, peak memory."""

    def measured() -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (backend,) = cursor.fetchone()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        statements = 0

        def count(execute: Any, *arguments: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(*arguments)

        own, theirs, started = time.process_time(), cpu_ms([backend]), time.perf_counter()
        with connection.execute_wrapper(count):
            said = act()
        return {
            "wall_ms": (time.perf_counter() - started) * 1000,
            "cpu_ms": (time.process_time() - own) * 1000,
            "db_ms": cpu_ms([backend]) - theirs,
            "queries": statements,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "start_mb": before / 1024,
            **said,
        }

    return measured


def last_quarter(back: int = 1) -> Quarter:
    """The quarter so many before the present one."""
    return Quarter.of(today(), organisation().first_month).shift(-back)


def packets() -> dict[str, Any]:
    """Every packet of a quarter, built by one process without a broker."""
    run = request_run(None, last_quarter()).run
    for chunk in chunks_to_ring(run.pk):
        build_jobs(chunk)
    return {"done": Packet.objects.filter(jobs__run=run).count()}


def packets_raw() -> dict[str, Any]:
    """The same in one statement."""
    quarter = last_quarter()
    values = {"first": quarter.start, "day": quarter.last_day}
    return {"raw_ms": median(wall_ms(lambda: _raw(raw.PACKETS, values), 3))}


def warnings() -> dict[str, Any]:
    """Load of every owner, and orphans, from nothing."""
    evaluate_and_store(today())
    return {"done": PortfolioWarning.objects.open().count()}


def forget_warnings() -> dict[str, Any]:
    PortfolioWarning.objects.all().delete()
    return {}


def warnings_raw() -> dict[str, Any]:
    return {"raw_ms": median(wall_ms(lambda: _raw(raw.WARNINGS, {}), 3))}


def _raw(statement: str, values: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(statement, values or None)
        if cursor.description:
            cursor.fetchall()


def sheet() -> bytes:
    """Ten thousand products in two thousand clusters with five hundred owners."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        ["Product", "Key", "Description", "Stage", "Since", "Cluster", "Rationale", "Why together",
         "Owner", "Owner e-mail"]
    )  # fmt: skip
    for n in range(IMPORTED):
        home, owner = n // 5, n // 20
        rows.writerow(
            [f"Imported {n}", f"IM{n}", f"What number {n} is for.", "maturity", "2024-03-01",
             f"Imported cluster {home}", "users", "The same people use them.",
             f"Owner {owner}", f"owner.{owner}@imported.example"]
        )  # fmt: skip
    return out.getvalue().encode()


def import_plan() -> dict[str, Any]:
    plan = make_plan(load_profile("products"), [Source("products.csv", sheet())])
    return {"done": len(plan.changes), "refused": len(plan.refusals)}


def import_apply() -> dict[str, Any]:
    """Plan and apply in one transaction, as the command does."""
    _, plan = apply_files(None, load_profile("products"), [Source("products.csv", sheet())])
    return {"done": len(plan.changes), "refused": len(plan.refusals)}


def import_raw() -> dict[str, Any]:
    """COPY beside, then one INSERT a table; triggers included, the tables check."""
    table = "name text, key text, about text, stage text, since date, home text, kinds text,"
    table += " why text, owner text, email text"

    def act() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE sheet ({table}) ON COMMIT DROP")
            with cursor.copy("COPY sheet FROM STDIN (FORMAT csv, HEADER)") as copy:
                copy.write(sheet())
            cursor.execute("ANALYZE sheet")
            for statement in IMPORT_RAW:
                cursor.execute(statement)
            transaction.set_rollback(True)

    return {"raw_ms": median(wall_ms(act, 3))}


IMPORT_RAW = (
    "INSERT INTO people_person (password, email, name, slug, title, is_active, is_leadership,"
    " is_facilitator, is_admin, created_at, version) SELECT DISTINCT '', email, owner,"
    " 'raw-' || replace(owner, ' ', '-'), '', true, false, false, false, now(), 1 FROM sheet",
    "INSERT INTO products_cluster (name, slug, summary, rationale_kinds, rationale, opened_on,"
    " version) SELECT DISTINCT home, 'raw-' || replace(home, ' ', '-'), '', ARRAY[kinds], why,"
    " since, 1 FROM sheet",
    "ANALYZE products_cluster",
    "INSERT INTO products_product (name, slug, key, kind, summary, business_domain, cluster_id,"
    " introduced_on, version) SELECT s.name, 'raw-' || s.key, 'RAW' || s.key, 'system', about,"
    " '', c.id, since, 1 FROM sheet s JOIN products_cluster c"
    " ON c.slug = 'raw-' || replace(home, ' ', '-')",
    "ANALYZE products_cluster, products_product, people_person",
    "INSERT INTO products_placement (product_id, cluster_id, period, reason)"
    " SELECT id, cluster_id, daterange(introduced_on, NULL), '' FROM products_product"
    " WHERE starts_with(slug, 'raw-')",
    "INSERT INTO products_stageperiod (product_id, stage, period, reason)"
    " SELECT p.id, stage, daterange(since, NULL), '' FROM sheet s JOIN products_product p"
    " ON p.slug = 'raw-' || s.key",
    "INSERT INTO products_ownership (cluster_id, person_id, period, reason)"
    " SELECT DISTINCT c.id, h.id, daterange(since, NULL), '' FROM sheet s JOIN products_cluster c"
    " ON c.slug = 'raw-' || replace(home, ' ', '-') JOIN people_person h ON h.email = s.email"
    " AND h.slug = 'raw-' || replace(s.owner, ' ', '-')",
)


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


def ping() -> dict[str, Any]:
    """Returns as soon as a worker answers."""
    end = time.monotonic() + 120
    while not app.control.ping(timeout=1):
        if time.monotonic() > end:
            raise SystemExit("no worker answers")
    return {}


def quarter() -> dict[str, Any]:
    """The quarter the worker is to build: not the one built without it."""
    return {"compact": last_quarter(2).compact}


def run_wall() -> dict[str, Any]:
    """How long the newest run took, from its request to its last packet."""
    run = ReviewRun.objects.order_by("-pk")[0]
    assert run.finished_at is not None
    if run.state != RunState.DONE:
        raise SystemExit(f"the run is {run.state}")
    return {"wall_ms": (run.finished_at - run.requested_at).total_seconds() * 1000}


JOBS: dict[str, Callable[..., dict[str, Any]]] = {
    "ping": ping,
    "quarter": quarter,
    "run-wall": run_wall,
    "packets": job(packets),
    "packets-raw": packets_raw,
    "warnings": job(warnings),
    "forget-warnings": forget_warnings,
    "warnings-raw": warnings_raw,
    "import-plan": job(import_plan),
    "import-apply": job(import_apply),
    "import-raw": import_raw,
    "ingest": job(ingest),
    "ingest-raw": ingest_raw,
}
