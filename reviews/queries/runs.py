"""Reading runs and the clusters and jobs they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from portfolio.kernel.quarters import Quarter
from products.models import Ownership, Placement, StagePeriod
from products.values import Stage
from reviews.models import PacketJob, ReviewRun
from reviews.models.run import JobState, RunState

RING_AGAIN_AFTER = timedelta(seconds=45)
MOST_IN_A_MESSAGE = 50
WORTH_SPLITTING = 20
"""A run of up to 20 clusters goes out one by one, one of 1,000 fifty at a time: reading many
clusters together is what makes large runs quick, and small ones show their progress."""


def clusters_in(quarter: Quarter) -> list[int]:
    """Keys of the clusters that held a product in use at the end of the quarter.

    Those of one owner stand together, then by name: they are read together, and their owner's load
    is computed once for all of them.
    """
    day = quarter.last_day
    retired = StagePeriod.objects.on(day).filter(stage=Stage.RETIRED).values("product_id")
    placed = Placement.objects.on(day).exclude(product_id__in=retired)
    rows = placed.order_by("cluster__name", "cluster_id").values_list("cluster_id", flat=True)
    owners = dict(Ownership.objects.on(day).values_list("cluster_id", "person_id"))
    return sorted(dict.fromkeys(rows), key=lambda pk: owners.get(pk, 0))


@dataclass(frozen=True)
class Progress:
    """How far a run is, in clusters."""

    total: int
    done: int
    failed: int
    cancelled: int
    building: int

    @property
    def waiting(self) -> int:
        """Not begun."""
        return self.total - self.ended - self.building

    @property
    def ended(self) -> int:
        """Done, failed or cancelled."""
        return self.done + self.failed + self.cancelled


def progress_of(run_ids: list[int]) -> dict[int, Progress]:
    """The progress of each run, in one query; a run without jobs is missing."""
    counts = {
        state.value: Count("pk", filter=Q(state=state))
        for state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.BUILDING)
    }
    rows = PacketJob.objects.filter(run_id__in=run_ids).order_by("run_id").values("run_id")
    counted = rows.annotate(total=Count("pk"), **counts)
    return {
        run_id: Progress(*numbers)
        for run_id, *numbers in counted.values_list(
            "run_id", "total", "done", "failed", "cancelled", "building"
        )
    }


def chunks_to_ring(run_id: int | None = None, now: datetime | None = None) -> list[list[int]]:
    """Keys of unfinished jobs nobody has been seen at for a while, a message's worth at a time.

    With `run_id`, every waiting job of that run, whatever its age: a run that has just begun.
    A job that was tried before comes alone, so that one that ends its worker takes no other along.
    """
    jobs = PacketJob.objects.filter(run__state=RunState.RUNNING)
    if run_id is not None:
        jobs = jobs.filter(run_id=run_id, state=JobState.WAITING)
    else:
        silent_since = (now or timezone.now()) - RING_AGAIN_AFTER
        jobs = jobs.alias(seen=Coalesce("heartbeat_at", "run__requested_at")).filter(
            state__in=(JobState.WAITING, JobState.BUILDING), seen__lt=silent_since
        )
    rows = list(jobs.order_by("pk").values_list("pk", "attempts"))
    fresh = [pk for pk, attempts in rows if attempts == 0]
    size = min(MOST_IN_A_MESSAGE, max(1, len(fresh) // WORTH_SPLITTING))
    chunks = [fresh[start : start + size] for start in range(0, len(fresh), size)]
    return chunks + [[pk] for pk, attempts in rows if attempts]


def run_of(pk: int) -> ReviewRun | None:
    """The run, with who asked for it and its policy."""
    return ReviewRun.objects.select_related("requested_by", "policy").filter(pk=pk).first()


def failures_of(run_id: int) -> list[tuple[str, str]]:
    """Slug of each cluster whose packet failed, and why."""
    rows = PacketJob.objects.filter(run_id=run_id, state=JobState.FAILED)
    return list(rows.order_by("cluster__name", "pk").values_list("cluster__slug", "error"))
