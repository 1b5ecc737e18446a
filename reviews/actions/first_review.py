"""A cluster gets its rhythm and its next review in one act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.errors import NotFound, Refused
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from reviews.actions.agenda import add_topic
from reviews.actions.meetings import MeetingDetails, plan_meeting
from reviews.actions.schedule import set_schedule
from reviews.models import Meeting, ReviewSchedule
from reviews.queries.schedule import meetings_ahead
from reviews.values.meetings import MeetingState


@dataclass(frozen=True)
class FirstReview:
    """How often, how long and by whom; and when, or at which meeting that is planned already."""

    cadence_months: int
    minutes: int
    facilitator: Person
    meeting: int | None = None
    day: date | None = None
    begins: time | None = None


@transaction.atomic
def schedule_review(by: Person, cluster: Cluster, said: FirstReview) -> Meeting:
    """Set the schedule and put the cluster on an agenda; a review that is planned stays as it is.

    So the same form sent twice, or by two people at once, plans one meeting. Raises `Refused` for
    a day that is over, `NotFound` for a meeting that is planned no more.
    """
    held = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    known = meetings_ahead([held.pk]).get(held.pk)
    if known is not None:
        return known
    row = ReviewSchedule.objects.filter(cluster=held).first()
    set_schedule(
        by,
        held,
        cadence_months=said.cadence_months,
        facilitator=said.facilitator,
        minutes=said.minutes,
        version=row.version if row else 0,
    )
    if said.meeting is not None:
        return add_topic(by, _planned(said.meeting), held).meeting
    return plan_meeting(by, _details(held, said), [held])


def _planned(pk: int) -> Meeting:
    found = Meeting.objects.filter(pk=pk, state=MeetingState.PLANNED).first()
    if found is None:
        raise NotFound("This meeting is not planned any more.", code="meeting_gone")
    return found


def _details(cluster: Cluster, said: FirstReview) -> MeetingDetails:
    """A meeting about the newest quarter that is over by then."""
    if said.day is None or said.begins is None:
        raise Refused("Say on which day, and when it begins.", code="day_missing", field="day")
    if said.day < today():
        raise Refused("Choose today or a later day.", code="in_past", field="day")
    quarter = Quarter.of(said.day, organisation().first_month).previous()
    return MeetingDetails(
        title=f"Review of {cluster.name}, {quarter.label}"[:200],
        quarter=quarter,
        starts_at=datetime.combine(said.day, said.begins),
        zone=timezone.get_default_timezone_name(),
        minutes=said.minutes,
        facilitator=said.facilitator,
    )
