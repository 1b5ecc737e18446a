"""A review meeting is planned, changed, called off, held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.quarters import Quarter
from products.models import Cluster
from reviews.models import Meeting
from reviews.queries.schedule import owners_of, schedules_of
from reviews.values.meetings import USUAL_MINUTES, MeetingState, TopicState


@dataclass(frozen=True)
class MeetingDetails:
    """What a form says of a meeting; `starts_at` without a zone is on the clock of `zone`."""

    title: str
    quarter: Quarter
    starts_at: datetime
    zone: str
    minutes: int
    facilitator: Person
    place: str = ""
    link: str = ""


@transaction.atomic
def plan_meeting(
    by: Person | None, details: MeetingDetails, clusters: Sequence[Cluster]
) -> Meeting:
    """A meeting about these clusters in this order; their owners are asked to come.

    Raises `Refused` without a cluster, or for a time or zone there is not.
    """
    if not clusters:
        raise Refused("Choose at least one cluster.", code="no_clusters", field="clusters")
    meeting = Meeting(created_by=by, version=0)
    _write(meeting, details)
    schedules = schedules_of(clusters)
    for position, cluster in enumerate(dict.fromkeys(clusters)):
        row = schedules.get(cluster.pk)
        minutes = row.minutes if row else USUAL_MINUTES
        meeting.topics.create(cluster=cluster, position=position, minutes=minutes)
    owners = owners_of([cluster.pk for cluster in clusters], today())
    meeting.attendees.set(set(owners.values()))
    return meeting


@transaction.atomic
def edit_meeting(
    by: Person | None, meeting: Meeting, details: MeetingDetails, version: int
) -> Meeting:
    """Change what the form says. Raises `Conflict` when somebody changed it since."""
    locked = locked_meeting(meeting, version)
    if locked.state != MeetingState.PLANNED:
        raise Refused("This meeting has begun or is over.", code="not_planned")
    _write(locked, details)
    return locked


@transaction.atomic
def cancel_meeting(by: Person | None, meeting: Meeting, because: str) -> Meeting:
    """Call it off, with a reason; harmless when it was called off already."""
    locked = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if locked.state == MeetingState.CANCELLED:
        return locked
    if locked.state != MeetingState.PLANNED:
        raise Refused("Only a planned meeting can be called off.", code="not_planned")
    locked.state, locked.cancelled_because = MeetingState.CANCELLED, because
    touch(locked)
    return locked


@transaction.atomic
def close_meeting(by: Person | None, meeting: Meeting) -> Meeting:
    """It took place: what was not left out was discussed. Harmless when it is closed.

    Raises `Refused` before its beginning and for one that was called off.
    """
    locked = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    now = timezone.now()
    if locked.state == MeetingState.CLOSED:
        return locked
    if locked.state == MeetingState.CANCELLED or locked.starts_at > now:
        raise Refused("This meeting has not taken place.", code="not_held")
    waiting = locked.topics.filter(state__in=(TopicState.WAITING, TopicState.OPEN))
    waiting.update(state=TopicState.DONE)
    locked.state, locked.closed_at, locked.lead = MeetingState.CLOSED, now, None
    touch(locked)
    return locked


def locked_meeting(meeting: Meeting, version: int | None = None) -> Meeting:
    """The row, held for this transaction. Raises `Conflict` when it is not at `version` any more,
    `Refused` when its agenda can no longer change."""
    locked = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if version is not None and locked.version != version:
        raise Conflict("Somebody changed this meeting since you opened it.", code="stale")
    if not locked.is_open:
        raise Refused("This meeting is over, so it stays as it was.", code="meeting_over")
    return locked


def touch(meeting: Meeting) -> None:
    """Save a change people can see: calendars take the entry with the highest version."""
    meeting.version += 1
    meeting.changed_at = timezone.now()
    meeting.save()


def _write(meeting: Meeting, details: MeetingDetails) -> None:
    meeting.title, meeting.quarter_start = details.title, details.quarter.start
    meeting.starts_at, meeting.zone = aware(details.starts_at, details.zone), details.zone
    meeting.minutes, meeting.facilitator = details.minutes, details.facilitator
    meeting.place, meeting.link = details.place, details.link
    touch(meeting)


def aware(moment: datetime, zone: str) -> datetime:
    """The instant at which the clock of `zone` shows `moment`.

    Of an hour that comes twice the first is meant. Raises `Refused` for a zone there is not and
    for an hour the clocks skip.
    """
    try:
        here = ZoneInfo(zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise Refused("There is no such time zone.", code="zone_unknown", field="zone") from None
    found = moment.replace(tzinfo=here) if moment.tzinfo is None else moment
    back = found.astimezone(ZoneInfo("UTC")).astimezone(here)
    if moment.tzinfo is None and back.replace(tzinfo=None) != moment:
        raise Refused(
            "The clocks skip this hour on that day.", code="hour_skipped", field="starts_at"
        )
    return found
