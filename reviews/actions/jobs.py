"""One cluster's job of a run: claimed by a worker, settled with a packet or in words.

A claim holds an advisory lock of the worker's own database session. When the worker dies, its
session ends and the lock with it, so whoever is rung next takes over at once; a message delivered
twice finds the lock taken and leaves. The attempt is counted before the work begins: work that
kills its worker stops after `MOST_ATTEMPTS`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from reviews.actions.packets import store_packet
from reviews.models import PacketJob
from reviews.models.run import JobState
from reviews.packets.composing import Composed

MOST_ATTEMPTS = 5
LOCK_SPACE = 0x5057 << 40  # keeps our keys apart from other users of advisory locks
WORN_OUT = (
    f"The worker ended {MOST_ATTEMPTS} times while building this packet, so it was not tried again."
)

CLAIM = """
WITH open AS MATERIALIZED (
    SELECT j.id, r.quarter_start
      FROM reviews_packetjob j JOIN reviews_reviewrun r ON r.id = j.run_id
     WHERE j.id = ANY(%(jobs)s) AND r.state = 'running' AND j.state IN ('waiting', 'building')
), held AS MATERIALIZED (
    SELECT id, quarter_start FROM open WHERE pg_try_advisory_lock(%(space)s + id)
)
UPDATE reviews_packetjob j
   SET attempts = least(j.attempts + 1, %(most)s), heartbeat_at = now(),
       state = CASE WHEN j.attempts < %(most)s THEN 'building' ELSE 'failed' END,
       error = CASE WHEN j.attempts < %(most)s THEN '' ELSE %(worn_out)s END,
       finished_at = CASE WHEN j.attempts < %(most)s THEN NULL ELSE now() END
  FROM held
 WHERE j.id = held.id AND j.state IN ('waiting', 'building')
RETURNING j.id, j.run_id, j.cluster_id, held.quarter_start, j.state = 'building'
"""


@dataclass(frozen=True)
class Claim:
    """A job this worker holds; `is_on` is False where it was given up instead."""

    job_id: int
    run_id: int
    cluster_id: int
    quarter_start: date
    is_on: bool


def claim_jobs(job_ids: Collection[int]) -> list[Claim]:
    """Take those of the jobs that are unfinished and held by nobody, and count the attempt."""
    values: dict[str, Any] = {
        "jobs": list(job_ids),
        "space": LOCK_SPACE,
        "most": MOST_ATTEMPTS,
        "worn_out": WORN_OUT,
    }
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, values)
        return sorted((Claim(*row) for row in cursor.fetchall()), key=lambda claim: claim.job_id)


def release_jobs() -> None:
    """Let go of every job this session holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


@transaction.atomic
def settle_job(claim: Claim, composed: Composed) -> None:
    """Store the packet and close the job in one transaction; a job no longer ours is left alone."""
    job = PacketJob.objects.select_for_update(no_key=True).get(pk=claim.job_id)
    if job.state != JobState.BUILDING:
        return
    job.finished_at = job.heartbeat_at = timezone.now()
    if composed.body is None:
        job.state, job.error = JobState.FAILED, composed.error
    else:
        packet, _ = store_packet(claim.cluster_id, claim.quarter_start, composed)
        job.state, job.packet = JobState.DONE, packet
    job.save(update_fields=["state", "error", "packet", "heartbeat_at", "finished_at"])


def beat_jobs(claims: Collection[Claim]) -> None:
    """Say that work on these goes on."""
    PacketJob.objects.filter(
        pk__in=[claim.job_id for claim in claims], state=JobState.BUILDING
    ).update(heartbeat_at=timezone.now())
