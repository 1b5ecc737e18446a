"""Background planning and writing: run twice, lost, poisoned, or with the data changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portfolio.imports.uploads import (
    ATTEMPTS,
    apply_confirmed,
    confirm,
    due_batches,
    plan_batch,
    upload,
)
from portfolio.models import BatchState, ImportBatch, ImportLine
from portfolio.tasks import carry_out_import, plan_import, ring_waiting_imports
from products.models import Product
from tests.builders import make_person, make_product
from tests.portfolio.imports import profile, sheet

CREW = "1,Crew planner,Plans crews,Rosters,120,live,2024-01-01,Olga Owner"


def uploaded() -> ImportBatch:
    return upload(make_person("Ada Admin", is_admin=True), profile(), sheet(CREW))


@pytest.mark.django_db
def test_planning_twice_leaves_the_same_rows() -> None:
    batch = uploaded()
    plan_import(batch.pk)
    batch.refresh_from_db()
    lines, planned = list(ImportLine.objects.values_list("pk", flat=True)), batch.planned_at
    plan_import(batch.pk)
    batch.refresh_from_db()
    assert list(ImportLine.objects.values_list("pk", flat=True)) == lines
    assert (batch.state, batch.planned_at) == (BatchState.PLANNED, planned)


@pytest.mark.django_db
def test_writing_twice_writes_once() -> None:
    batch = uploaded()
    plan_batch(batch.pk)
    batch.refresh_from_db()
    assert batch.created_by is not None
    confirm(batch.created_by, batch, batch.plan_hash)
    carry_out_import(batch.pk)
    carry_out_import(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, Product.objects.count()) == (BatchState.APPLIED, 1)


@pytest.mark.django_db
def test_where_the_data_changed_the_new_plan_waits_to_be_looked_at() -> None:
    batch = uploaded()
    plan_batch(batch.pk)
    batch.refresh_from_db()
    assert batch.created_by is not None
    confirm(batch.created_by, batch, batch.plan_hash)
    make_product("Crew planner")
    before = batch.plan_hash
    apply_confirmed(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.applied_by) == (BatchState.PLANNED, None)
    assert batch.plan_hash != before
    assert batch.message.startswith("The data changed since this plan was made")
    assert Product.objects.count() == 1


@pytest.mark.django_db
def test_files_that_kill_every_worker_stop_after_five_attempts() -> None:
    batch = uploaded()
    ImportBatch.objects.filter(pk=batch.pk).update(attempts=ATTEMPTS)
    plan_batch(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.message) == (
        BatchState.FAILED, "The files could not be read in 5 attempts.",
    )  # fmt: skip


@pytest.mark.django_db
def test_what_waits_too_long_is_due_again_and_what_was_just_asked_for_is_not() -> None:
    batch = uploaded()
    assert due_batches() == ([], [])
    past = timezone.now() - timedelta(minutes=2)
    ImportBatch.objects.filter(pk=batch.pk).update(created_at=past)
    assert due_batches() == ([batch.pk], [])
    ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.APPLYING)
    assert due_batches() == ([], [batch.pk])


def test_a_worker_plans_what_a_lost_message_left_waiting(celery_worker: Any) -> None:
    batch = uploaded()
    past = timezone.now() - timedelta(minutes=2)
    ImportBatch.objects.filter(pk=batch.pk).update(created_at=past)
    ring_waiting_imports()
    celery_worker.wait_until(
        lambda: ImportBatch.objects.get(pk=batch.pk).state == BatchState.PLANNED
    )
    assert ImportBatch.objects.get(pk=batch.pk).summary["total"]["created"] == 5
