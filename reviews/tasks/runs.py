"""Runs of packets: begun, built and reconciled."""

from __future__ import annotations

import logging
from functools import partial

from celery import Task, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError

from reviews.actions.building import build_jobs
from reviews.actions.runs import close_finished_runs, note_rung
from reviews.queries.runs import chunks_to_ring
from reviews.tasks.transient import TRANSIENT

log = logging.getLogger(__name__)


@shared_task(name="reviews.tasks.build_packets", **TRANSIENT)
def build_packets(job_ids: list[int]) -> None:
    """Build the packets of these jobs, whichever of them are still due."""
    build_jobs(job_ids)


@shared_task(name="reviews.tasks.begin_run", **TRANSIENT)
def begin_run(run_id: int) -> None:
    """Ring for every waiting job of a run that was just asked for."""
    _ring(chunks_to_ring(run_id))


@shared_task(name="reviews.tasks.reconcile_runs", **TRANSIENT)
def reconcile_runs() -> None:
    """Ring again for what has been silent, and close what is finished."""
    _ring(chunks_to_ring())
    close_finished_runs()


def ring_for_run(run_id: int) -> None:
    """Have the run begun once the transaction is committed.

    A broker that is down or hangs must not fail the request that asked: the rows are there and
    the reconciler rings within a minute.
    """
    transaction.on_commit(partial(_ring_softly, begin_run, run_id))


def _ring_softly(task: Task, *arguments: int) -> None:
    try:
        task.delay(*arguments)
    except (BrokerError, OSError) as error:
        log.warning("%s%s waits for its turn by the clock: %s", task.name, arguments, error)


def _ring(chunks: list[list[int]]) -> None:
    for job_ids in chunks:
        build_packets.delay(job_ids)
        note_rung(job_ids)
