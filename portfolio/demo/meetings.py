"""Reviews as they were held and as they are planned: one behind, one ahead, and their rhythms."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from reviews.actions.meetings import MeetingDetails, close_meeting, plan_meeting
from reviews.models import Meeting, ReviewSchedule
from reviews.queries.schedule import clusters_in_use

ZONE = "Europe/Berlin"
ON_THE_AGENDA = 6
RARELY = 4


def hold_demo() -> None:
    """The reviews of two quarters took place; six clusters are left for one in two weeks."""
    facilitator = Person.objects.filter(is_facilitator=True).order_by("pk").first()
    leader = Person.objects.filter(is_leadership=True).order_by("pk").first()
    clusters = clusters_in_use(today())
    if facilitator is None or leader is None or not clusters:
        return
    last = Quarter.of(today(), organisation().first_month).previous()
    _schedules(clusters, facilitator, last)
    stood = [one for one in clusters if one.opened_on < last.start]
    _held(facilitator, last.previous(), stood)
    _held(facilitator, last, clusters[ON_THE_AGENDA + 1 :])
    ahead = _plan(facilitator, last, today() + timedelta(days=14), clusters[:ON_THE_AGENDA])
    ahead.attendees.add(leader)


def _held(facilitator: Person, quarter: Quarter, clusters: list[Cluster]) -> None:
    """A review three weeks into the quarter after, or some days ago where that is yet to come."""
    day = min(quarter.end + timedelta(days=20), today() - timedelta(days=4))
    if clusters:
        close_meeting(facilitator, _plan(facilitator, quarter, day, clusters))


def _schedules(clusters: list[Cluster], facilitator: Person, last: Quarter) -> None:
    """Every fourth cluster is looked at each half year, the others each quarter."""
    for number, cluster in enumerate(clusters, 1):
        ReviewSchedule.objects.create(
            cluster=cluster,
            cadence_months=6 if number % RARELY == 0 else 3,
            facilitator=facilitator,
            minutes=15 if number % 3 == 1 else 10,
            since=max(cluster.opened_on, last.previous().start),
        )


def _plan(facilitator: Person, quarter: Quarter, day: date, clusters: list[Cluster]) -> Meeting:
    return plan_meeting(
        facilitator,
        MeetingDetails(
            title=f"Review of {quarter.label}",
            quarter=quarter,
            starts_at=datetime.combine(_working_day(day), time(9)),
            zone=ZONE,
            minutes=min(480, max(60, 12 * len(clusters))),
            facilitator=facilitator,
            place="Room Semaphore",
        ),
        clusters,
    )


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
