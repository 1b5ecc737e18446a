"""A worker builds the packets of the jobs it was rung for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby

from people.queries import organisation
from portfolio.kernel.quarters import Quarter
from reviews.actions.jobs import Claim, beat_jobs, claim_jobs, release_jobs, settle_job
from reviews.actions.runs import close_finished_runs
from reviews.packets.composing import compose_packets

BEAT_EVERY = 10


def build_jobs(job_ids: Collection[int]) -> None:
    """Build what is due of these jobs; each cluster is a transaction of its own.

    The clusters of one quarter are read together, in one snapshot, because that is what costs.
    """
    try:
        claims = claim_jobs(job_ids)
        due = sorted((claim for claim in claims if claim.is_on), key=_quarter_and_job)
        for quarter_start, group in groupby(due, key=lambda claim: claim.quarter_start):
            _build(quarter_start, list(group))
    finally:
        release_jobs()
    close_finished_runs(sorted({claim.run_id for claim in claims}))


def _build(quarter_start: date, claims: Sequence[Claim]) -> None:
    quarter = Quarter.from_start(quarter_start, organisation().first_month)
    composed = compose_packets([claim.cluster_id for claim in claims], quarter)
    for place, claim in enumerate(claims):
        if place and place % BEAT_EVERY == 0:
            beat_jobs(claims[place:])
        settle_job(claim, composed[claim.cluster_id])


def _quarter_and_job(claim: Claim) -> tuple[date, int]:
    return claim.quarter_start, claim.job_id
