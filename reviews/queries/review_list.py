"""The review page: every quarter that is over, its packets and the run that built them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse

from people.models import Person
from portfolio.kernel.quarters import Quarter
from reviews.models import Packet, PacketFreeze, ReviewRun
from reviews.models.run import RunState
from reviews.permissions import clusters_in_sight, limited_to, starts_runs
from reviews.queries.calendar import quarters_over
from reviews.queries.runs import Progress, progress_of

TONES = {
    RunState.RUNNING: ("full", "Running"),
    RunState.DONE: ("ok", "Done"),
    RunState.FAILED: ("risk", "Some failed"),
    RunState.CANCELLED: ("none", "Cancelled"),
}


@dataclass(frozen=True)
class QuarterRow:
    """One quarter of the list."""

    quarter: Quarter
    packets: int
    frozen: int
    url: str
    run: ReviewRun | None
    run_url: str
    tone: str
    word: str
    asked_by: str
    progress: Progress | None

    @property
    def is_running(self) -> bool:
        """Whether a run is under way, so that another request would only join it."""
        return self.run is not None and self.run.state == RunState.RUNNING


@dataclass(frozen=True)
class ReviewListPage:
    """Quarters, newest first, and whether the reader may have packets built."""

    rows: list[QuarterRow]
    may_build: bool
    request_url: str


def review_list_page(person: Person) -> ReviewListPage:
    """Quarters with the packets the person may read; runs only for those who see all of them."""
    sight = clusters_in_sight(person)
    packets, frozen = _counted(Packet, sight), _counted(PacketFreeze, sight)
    runs = _newest_runs() if sight is None else {}
    progress = progress_of([run.pk for run in runs.values()])
    rows = [
        _row(
            quarter,
            packets.get(quarter.start, 0),
            frozen.get(quarter.start, 0),
            runs.get(quarter.start),
            progress,
        )
        for quarter in quarters_over()
    ]
    return ReviewListPage(rows, starts_runs(person), reverse("reviews:run-request"))


def _counted(
    model: type[Packet] | type[PacketFreeze], sight: Collection[int] | None
) -> dict[date, int]:
    """Clusters with such a row, by quarter."""
    rows = model.objects.filter(**limited_to(sight, "cluster_id")).order_by()
    counted = rows.values("quarter_start").annotate(n=Count("cluster_id", distinct=True))
    return dict(counted.values_list("quarter_start", "n"))


def _newest_runs() -> dict[date, ReviewRun]:
    runs = ReviewRun.objects.select_related("requested_by").order_by(
        "quarter_start", "-requested_at", "-pk"
    )
    return {run.quarter_start: run for run in runs.distinct("quarter_start")}


def _row(
    quarter: Quarter,
    packets: int,
    frozen: int,
    run: ReviewRun | None,
    progress: dict[int, Progress],
) -> QuarterRow:
    tone, word = TONES[RunState(run.state)] if run else ("none", "Not built")
    return QuarterRow(
        quarter=quarter,
        packets=packets,
        frozen=frozen,
        url=reverse("reviews:packet-list", args=[quarter.slug]),
        run=run,
        run_url=reverse("reviews:run-detail", args=[run.pk]) if run else "",
        tone=tone,
        word=word,
        asked_by=(run.requested_by.name if run.requested_by else "the command line") if run else "",
        progress=progress.get(run.pk) if run else None,
    )
