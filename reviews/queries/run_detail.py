"""The page of one run: how far it is, cluster by cluster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from people.models import Person
from people.queries import organisation
from portfolio.kernel.errors import NotFound
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from reviews.models import PacketJob, ReviewRun
from reviews.models.run import JobState, RunState
from reviews.permissions import starts_runs
from reviews.queries.review_list import TONES
from reviews.queries.runs import Progress, progress_of, run_of

SILENT_FOR = timedelta(seconds=20)
JOB_TONES = {
    JobState.WAITING: ("none", "Waiting"),
    JobState.BUILDING: ("full", "Building"),
    JobState.DONE: ("ok", "Built"),
    JobState.FAILED: ("risk", "Failed"),
    JobState.CANCELLED: ("none", "Cancelled"),
}


@dataclass(frozen=True)
class JobRow:
    """One cluster of the run."""

    name: str
    url: str
    tone: str
    word: str
    revision: int | None
    attempts: int
    error: str


@dataclass(frozen=True)
class RunPage:
    """A run, its progress and its jobs: failed ones first, then by name."""

    run: ReviewRun
    quarter: Quarter
    progress: Progress
    jobs: list[JobRow]
    tone: str
    word: str
    words: str
    note: str
    url: str
    quarter_url: str
    reviews_url: str
    cancellation_url: str = ""
    retry_url: str = ""
    may_steer: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing moves any more, so that the page stops asking."""
        return self.run.state != RunState.RUNNING

    @property
    def fraction(self) -> float:
        """The share of clusters dealt with, 0 to 1."""
        return self.progress.ended / self.progress.total if self.progress.total else 0.0

    @property
    def failed(self) -> str:
        """How many packets could not be built, in words; empty when all could."""
        failed = self.progress.failed
        return f"{counted(failed, 'packet')} could not be built." if failed else ""


def run_detail_page(pk: int, person: Person) -> RunPage:
    """Everything the page of a run shows. Raises `NotFound` for a run there is not."""
    run = run_of(pk)
    if run is None:
        raise NotFound("There is no such run.", code="run_unknown")
    quarter = Quarter.of(run.quarter_start, organisation().first_month)
    progress = progress_of([pk]).get(pk, Progress(0, 0, 0, 0, 0))
    tone, word = TONES[RunState(run.state)]
    may_steer, running = starts_runs(person), run.state == RunState.RUNNING
    can_retry = not running and (progress.failed or progress.cancelled)
    return RunPage(
        run=run,
        quarter=quarter,
        progress=progress,
        jobs=_jobs(run, quarter),
        tone=tone,
        word=word,
        words=f"{progress.done} of {counted(progress.total, 'packet')} built",
        note=_note(run, progress),
        url=reverse("reviews:run-detail", args=[pk]),
        reviews_url=reverse("reviews:review-list"),
        quarter_url=reverse("reviews:packet-list", args=[quarter.slug]),
        cancellation_url=_address("run-cancellation", pk, may_steer and running),
        retry_url=_address("run-retry", pk, bool(may_steer and can_retry)),
        may_steer=may_steer,
    )


def _address(name: str, pk: int, is_open: bool) -> str:
    return reverse(f"reviews:{name}", args=[pk]) if is_open else ""


def _note(run: ReviewRun, progress: Progress, now: datetime | None = None) -> str:
    """What to expect while nothing has begun yet: the queue may be slow or away."""
    if run.state != RunState.RUNNING or progress.ended or progress.building:
        return ""
    if (now or timezone.now()) - run.requested_at < SILENT_FOR:
        return "Queued, about to start."
    return "Queued, will start later: no worker has taken it up yet. It is tried again each minute."


def _jobs(run: ReviewRun, quarter: Quarter) -> list[JobRow]:
    rows = (
        PacketJob.objects.filter(run=run)
        .select_related("cluster", "packet")
        .defer("packet__body")
        .order_by("cluster__name", "pk")
    )
    listed = [_job(job, quarter) for job in rows]
    return sorted(listed, key=lambda row: row.word != "Failed")


def _job(job: PacketJob, quarter: Quarter) -> JobRow:
    tone, word = JOB_TONES[JobState(job.state)]
    built = job.packet is not None
    return JobRow(
        name=job.cluster.name,
        url=reverse("reviews:packet-detail", args=[quarter.slug, job.cluster.slug])
        if built
        else "",
        tone=tone,
        word=word,
        revision=job.packet.revision if job.packet else None,
        attempts=job.attempts,
        error=job.error,
    )
