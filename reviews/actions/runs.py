"""A run of packets is asked for, stopped, tried again and closed.

Who may build what is the row's business: see `reviews.actions.jobs` for one cluster's job.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.quarters import Quarter
from products.queries import policy_on
from reviews.models import PacketJob, ReviewRun
from reviews.models.run import JobState, RunState
from reviews.queries.runs import clusters_in

UNFINISHED = (JobState.WAITING, JobState.BUILDING)


@dataclass(frozen=True)
class RequestedRun:
    """The run a request led to; `joined` when it was running already."""

    run: ReviewRun
    joined: bool


def request_run(by: Person | None, quarter: Quarter) -> RequestedRun:
    """Begin building the packets of `quarter`, or join the run that is already doing so.

    Writes the run and one job per cluster; ringing for workers is the caller's. Raises `Refused`
    for a quarter that is not over and for one in which no cluster held a product.
    """
    check_over(quarter)
    try:
        with transaction.atomic():
            return RequestedRun(_begin(by, quarter), joined=False)
    except IntegrityError:
        run = ReviewRun.objects.filter(quarter_start=quarter.start, state=RunState.RUNNING).first()
        if run is None:  # it ended between our insert and our look
            return request_run(by, quarter)
        return RequestedRun(run, joined=True)


def check_over(quarter: Quarter) -> None:
    """Raises `Refused` while the quarter lasts."""
    if quarter.end > today():
        raise Refused(
            f"{quarter.label} is not over. Its packets are as of {quarter.last_day:%-d %b %Y} and "
            "can be built from the day after.",
            code="quarter_not_over",
            field="quarter",
        )


def _begin(by: Person | None, quarter: Quarter) -> ReviewRun:
    run = ReviewRun.objects.create(
        quarter_start=quarter.start,
        policy=policy_on(quarter.last_day),
        requested_by=by,
        requested_at=timezone.now(),
    )
    cluster_ids = clusters_in(quarter)
    if not cluster_ids:
        raise Refused(
            f"No cluster held a product on {quarter.last_day:%-d %b %Y}, so {quarter.label} has no "
            "packets.",
            code="no_clusters",
            field="quarter",
        )
    PacketJob.objects.bulk_create(
        [PacketJob(run=run, cluster_id=cluster_id) for cluster_id in cluster_ids], batch_size=1000
    )
    return run


@transaction.atomic
def cancel_run(by: Person | None, run: ReviewRun) -> ReviewRun:
    """Stop a running run; packets that exist stay. Harmless when it has ended."""
    locked = ReviewRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if locked.state != RunState.RUNNING:
        return locked
    now = timezone.now()
    locked.jobs.filter(state__in=UNFINISHED).update(state=JobState.CANCELLED, finished_at=now)
    locked.state, locked.finished_at = RunState.CANCELLED, now
    locked.save(update_fields=["state", "finished_at"])
    return locked


@transaction.atomic
def retry_run(by: Person | None, run: ReviewRun) -> ReviewRun:
    """Take up again what failed or was cancelled; harmless while it is running.

    Raises `Conflict` when another run of the quarter is under way: that one does the work.
    """
    locked = ReviewRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    unbuilt = locked.jobs.filter(state__in=(JobState.FAILED, JobState.CANCELLED))
    if locked.state == RunState.RUNNING or not unbuilt.exists():
        return locked
    running = ReviewRun.objects.filter(quarter_start=run.quarter_start, state=RunState.RUNNING)
    if running.exists():
        raise Conflict("Another run of this quarter is under way.", code="run_under_way")
    unbuilt.update(
        state=JobState.WAITING, attempts=0, error="", heartbeat_at=None, finished_at=None
    )
    locked.state, locked.finished_at = RunState.RUNNING, None
    locked.save(update_fields=["state", "finished_at"])
    return locked


def close_finished_runs(run_ids: list[int] | None = None) -> int:
    """Close running runs none of whose jobs is unfinished; returns how many.

    Failed when a job failed, else done. Guarded, so any number of workers may call it at once.
    """
    unfinished = Q(jobs__state__in=UNFINISHED)
    runs = ReviewRun.objects.filter(state=RunState.RUNNING).exclude(
        pk__in=ReviewRun.objects.filter(unfinished, state=RunState.RUNNING).values("pk")
    )
    if run_ids is not None:
        runs = runs.filter(pk__in=run_ids)
    closed = 0
    for pk in list(runs.values_list("pk", flat=True)):
        failed = PacketJob.objects.filter(run_id=pk, state=JobState.FAILED).exists()
        closed += ReviewRun.objects.filter(pk=pk, state=RunState.RUNNING).update(
            state=RunState.FAILED if failed else RunState.DONE, finished_at=timezone.now()
        )
    return closed


def note_rung(job_ids: list[int]) -> None:
    """A message for these jobs is on its way; the reconciler gives it time."""
    PacketJob.objects.filter(pk__in=job_ids, state=JobState.WAITING).update(
        heartbeat_at=timezone.now()
    )
