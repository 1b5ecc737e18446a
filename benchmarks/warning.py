"""Warnings: all of them from nothing, the night's second look, and the look after one change."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction

from benchmarks import raw
from benchmarks.job import Job, job
from benchmarks.measuring import median, wall_ms
from people.queries import today
from products.models import Ownership
from reviews.actions.warning_due import evaluate_due, note_due
from reviews.actions.warnings import evaluate_and_store
from reviews.models import PortfolioWarning


def warnings() -> dict[str, Any]:
    """Everything every rule finds, from nothing."""
    evaluate_and_store(today())
    return {"done": PortfolioWarning.objects.open().count()}


def again() -> dict[str, Any]:
    """The same, with every row known."""
    found = evaluate_and_store(today())
    return {"done": found.open_before}


def change() -> dict[str, Any]:
    """What follows a change to one cluster: its owner's, and the clusters that owner holds."""
    cluster = Ownership.objects.on(today()).order_by("cluster_id").values_list("cluster_id").first()
    assert cluster is not None
    note_due(cluster_id=cluster[0])
    assert evaluate_due(today())
    return {"done": 1}


def forget() -> dict[str, Any]:
    PortfolioWarning.objects.all().delete()
    return {}


def least() -> dict[str, Any]:
    """The least SQL that says who is beyond the ceiling and what nobody owns."""
    return {"raw_ms": median(wall_ms(_least, 3))}


def _least() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")
        cursor.execute(raw.WARNINGS)
        cursor.fetchall()


JOBS: dict[str, Job] = {
    "warnings": job(warnings),
    "warnings-again": job(again),
    "warnings-change": job(change),
    "forget-warnings": forget,
    "warnings-raw": least,
}
