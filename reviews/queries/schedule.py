"""When each cluster is reviewed next, and what its schedule says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from zoneinfo import ZoneInfo

from people.models import Person
from people.queries import organisation
from portfolio.kernel.quarters import Quarter
from products.models import Cluster, Ownership, Placement, StagePeriod
from products.values import Stage
from reviews.calculations.due import Held, Rhythm
from reviews.models import AgendaTopic, Meeting, ReviewSchedule
from reviews.values.meetings import USUAL_CADENCE, MeetingState, TopicState

CADENCE_WORDS = {1: "Every month", 3: "Every quarter", 6: "Every half year", 12: "Every year"}


def clusters_in_use(day: date) -> list[Cluster]:
    """Clusters that hold a product in use at the end of `day`, by name."""
    retired = StagePeriod.objects.on(day).filter(stage=Stage.RETIRED).values("product_id")
    held = Placement.objects.on(day).exclude(product_id__in=retired).values("cluster_id")
    return list(Cluster.objects.on(day).filter(pk__in=held).order_by("name", "pk"))


def schedules_of(clusters: Iterable[Cluster]) -> dict[int, ReviewSchedule]:
    """The schedule of each cluster that has one."""
    rows = ReviewSchedule.objects.filter(cluster__in=list(clusters)).select_related("facilitator")
    return {row.cluster_id: row for row in rows}


def rhythms(clusters: Collection[Cluster]) -> dict[int, Rhythm]:
    """What each cluster's next date follows from, in three statements however many there are."""
    schedules = schedules_of(clusters)
    held = reviews_held(cluster.pk for cluster in clusters)
    return {cluster.pk: _rhythm(cluster, schedules, held) for cluster in clusters}


def _rhythm(
    cluster: Cluster, schedules: dict[int, ReviewSchedule], held: dict[int, list[Held]]
) -> Rhythm:
    row = schedules.get(cluster.pk)
    return Rhythm(
        cadence=row.cadence_months if row else USUAL_CADENCE,
        opened_on=cluster.opened_on,
        since=row.since if row else None,
        held=held.get(cluster.pk, ()),
    )


def reviews_held(cluster_ids: Iterable[int]) -> dict[int, list[Held]]:
    """The reviews of each cluster that took place, on the day of the meeting's own zone."""
    first_month = organisation().first_month
    found: dict[int, list[Held]] = defaultdict(list)
    rows = AgendaTopic.objects.filter(
        cluster_id__in=list(cluster_ids), state=TopicState.DONE, meeting__state=MeetingState.CLOSED
    ).values_list("cluster_id", "meeting__starts_at", "meeting__zone", "meeting__quarter_start")
    for cluster_id, starts_at, zone, quarter_start in rows:
        day = starts_at.astimezone(ZoneInfo(zone)).date()
        found[cluster_id].append(Held(day, Quarter.of(quarter_start, first_month).end))
    return found


def meetings_ahead(cluster_ids: Iterable[int]) -> dict[int, Meeting]:
    """The earliest meeting that is planned or under way for each cluster."""
    rows = AgendaTopic.objects.filter(
        cluster_id__in=list(cluster_ids),
        meeting__state__in=(MeetingState.PLANNED, MeetingState.RUNNING),
    ).select_related("meeting")
    found: dict[int, Meeting] = {}
    for row in rows.order_by("-meeting__starts_at"):
        found[row.cluster_id] = row.meeting
    return found


def owners_of(cluster_ids: Iterable[int], day: date) -> dict[int, Person]:
    """Who is accountable for each cluster at the end of `day`, those who left not counted."""
    rows = Ownership.objects.on(day).filter(cluster_id__in=list(cluster_ids))
    return {
        row.cluster_id: row.person for row in rows.select_related("person") if row.person.is_active
    }
