"""What is written to people about meetings: whom, and in which words."""

from __future__ import annotations

from datetime import UTC, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from people.models import Person
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import joined, spoken
from reviews.calculations.entries import Entry
from reviews.models import Meeting
from reviews.queries.schedule import owners_of
from reviews.values.meetings import LetterKind, MeetingState


def people_of(meeting: Meeting) -> dict[Person, list[str]]:
    """Everybody who should know, each with the names of the clusters they prepare."""
    topics = list(meeting.topics.select_related("cluster").order_by("position"))
    owners = owners_of([topic.cluster_id for topic in topics], timezone.localdate())
    found: dict[Person, list[str]] = {
        person: [] for person in (meeting.facilitator, *meeting.attendees.all())
    }
    for topic in topics:
        owner = owners.get(topic.cluster_id)
        if owner is not None:
            found.setdefault(owner, []).append(topic.cluster.name)
    return {person: names for person, names in found.items() if person.is_active}


def when(meeting: Meeting) -> str:
    """`20 October 2026, 09:00 to 10:30 (Europe/Berlin)`."""
    begin = meeting.local_start
    end = begin.astimezone(UTC) + timedelta(minutes=meeting.minutes)
    until = end.astimezone(begin.tzinfo)
    return f"{spoken(begin.date())}, {begin:%H:%M} to {until:%H:%M} ({meeting.zone})"


def sentence(meeting: Meeting, kind: LetterKind, prepares: list[str]) -> str:
    """What the person is told on the pages and at the head of the letter."""
    if kind is LetterKind.CANCELLED:
        return f"{meeting.title} on {when(meeting)} is called off: {meeting.cancelled_because}"
    told = f"{meeting.title}: {when(meeting)}."
    if prepares:
        told += f" Please look at the packet of {joined(prepares)} before."
    return told


def letter_text(meeting: Meeting, kind: LetterKind, prepares: list[str]) -> str:
    """The whole letter: sentence, place, agenda with minutes, address."""
    lines = [sentence(meeting, kind, prepares), ""]
    lines += [f"Where: {meeting.place}"] if meeting.place else []
    lines += [f"Link: {meeting.link}"] if meeting.link else []
    lines += [f"Facilitator: {meeting.facilitator.name}", "", "Agenda"]
    topics = meeting.topics.select_related("cluster").order_by("position")
    lines += [
        f"{number}. {topic.cluster.name}, {topic.minutes} min"
        for number, topic in enumerate(topics, 1)
    ]
    return "\n".join([*lines, "", meeting_url(meeting), ""])


def meeting_url(meeting: Meeting) -> str:
    """Its page, written out for calendars and letters."""
    return settings.ALMANAC_URL + reverse("reviews:meeting-detail", args=[meeting.pk])


def entry_of(meeting: Meeting, agenda: list[str]) -> Entry:
    """The meeting as a calendar shows it."""
    quarter = Quarter.of(meeting.quarter_start, meeting.quarter_start.month)
    link = [f"Link: {meeting.link}"] if meeting.link else []
    return Entry(
        uid=f"{meeting.uid}@almanac",
        sequence=meeting.version,
        changed_at=meeting.changed_at,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=meeting.title,
        words="\n".join([f"As of {spoken(quarter.last_day)}", *agenda, *link]),
        place=meeting.place,
        url=meeting_url(meeting),
        facilitator=meeting.facilitator.name,
        facilitator_mail=meeting.facilitator.email or "",
        is_cancelled=meeting.state == MeetingState.CANCELLED,
    )


def agenda_of(meeting: Meeting) -> list[str]:
    """The agenda as lines; ready topics are read from what was prefetched."""
    topics = sorted(meeting.topics.all(), key=lambda topic: topic.position)
    return [f"{n}. {topic.cluster.name} ({topic.minutes} min)" for n, topic in enumerate(topics, 1)]
