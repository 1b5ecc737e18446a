"""The jobs of the worker, each measured in a process of its own, beside the raw SQL."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from benchmarks import importing, ingesting, raw, scoring, trending, warning
from benchmarks.job import job, last_quarter
from benchmarks.measuring import median, wall_ms
from portfolio.celery import app
from reviews.actions.building import build_jobs
from reviews.actions.runs import request_run
from reviews.models import Packet, ReviewRun
from reviews.models.run import RunState
from reviews.queries.runs import chunks_to_ring


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


def _raw(statement: str, values: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(statement, values or None)
        if cursor.description:
            cursor.fetchall()


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
    **importing.JOBS,
    **ingesting.JOBS,
    **scoring.JOBS,
    **trending.JOBS,
    **warning.JOBS,
    "ping": ping,
    "quarter": quarter,
    "run-wall": run_wall,
    "packets": job(packets),
    "packets-raw": packets_raw,
}
