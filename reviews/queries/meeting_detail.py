"""A meeting: its agenda with minutes, who comes, what was written about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from people.models import Person
from people.permissions import require_sight
from people.queries import organisation, today
from portfolio.kernel.errors import NotFound
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from products.models import Cluster
from reviews.models import AgendaTopic, Meeting, Packet
from reviews.permissions import reads_meeting, require_meeting, runs_meeting
from reviews.queries.letters import when
from reviews.queries.links import CLUSTER
from reviews.queries.review_calendar import TONES
from reviews.queries.schedule import clusters_in_use, owners_of
from reviews.values.meetings import LetterState, MeetingState, TopicState


@dataclass(frozen=True)
class TopicRow:
    """One cluster of the agenda; `up` and `down` are the topics it would stand behind, 0: first."""

    pk: int
    place: int
    name: str
    url: str
    owner: str
    minutes: int
    starts_words: str
    state: str
    packet_url: str
    position_url: str
    minutes_url: str
    removal_url: str
    up: int | None
    down: int | None
    may_edit: bool


@dataclass(frozen=True)
class ComerRow:
    """Somebody asked to come."""

    name: str
    role: str
    removal_url: str


@dataclass(frozen=True)
class MeetingDetailPage:
    """Everything on the page, ready."""

    meeting: Meeting
    when: str
    quarter: Quarter
    tone: str
    state: str
    topics: list[TopicRow]
    sum_words: str
    is_too_long: bool
    comers: list[ComerRow]
    letters: str
    may_edit: bool
    may_close: bool
    others: list[Cluster]


def meeting_at(pk: int, person: Person) -> Meeting:
    """The meeting, if the person may read it; `NotFound` else."""
    meeting = Meeting.objects.filter(pk=pk).select_related("facilitator").first()
    if meeting is None:
        raise NotFound("There is nothing at this address.", code="not_found")
    require_sight(reads_meeting, person, meeting)
    return meeting


def meeting_to_run(pk: int, person: Person) -> Meeting:
    """The meeting, if the person may change it; `NotFound` or `Forbidden` else."""
    meeting = meeting_at(pk, person)
    require_meeting(person, meeting)
    return meeting


def meeting_detail_page(pk: int, person: Person) -> MeetingDetailPage:
    """The meeting as the person may see it."""
    meeting = meeting_at(pk, person)
    may_run = runs_meeting(person, meeting)
    may_edit = may_run and meeting.is_open
    topics = topic_rows(meeting, may_edit)
    total = sum(row.minutes for row in topics)
    taken = {row.name for row in topics}
    state = MeetingState(meeting.state)
    return MeetingDetailPage(
        meeting=meeting,
        when=when(meeting),
        quarter=Quarter.of(meeting.quarter_start, organisation().first_month),
        tone=TONES[state],
        state=state.label,
        topics=topics,
        sum_words=f"{total} of {meeting.minutes} minutes",
        is_too_long=total > meeting.minutes,
        comers=_comers(meeting, may_edit),
        letters=_letters(meeting),
        may_edit=may_edit,
        may_close=may_edit and meeting.starts_at <= timezone.now(),
        others=[c for c in clusters_in_use(today()) if c.name not in taken] if may_edit else [],
    )


def topic_rows(meeting: Meeting, may_edit: bool) -> list[TopicRow]:
    """The agenda in its order, each topic with the time at which it begins."""
    topics = list(meeting.topics.select_related("cluster").order_by("position"))
    ids = [topic.cluster_id for topic in topics]
    owners = owners_of(ids, today())
    quarter = Quarter.of(meeting.quarter_start, organisation().first_month)
    built = set(
        Packet.objects.filter(quarter_start=quarter.start, cluster_id__in=ids).values_list(
            "cluster_id", flat=True
        )
    )
    rows, starts = [], meeting.local_start
    for place, topic in enumerate(topics):
        owner = owners.get(topic.cluster_id)
        packet = reverse("reviews:packet-detail", args=[quarter.slug, topic.cluster.slug])
        rows.append(
            _topic(
                meeting,
                topics,
                place,
                owner.name if owner else "no accountable owner",
                f"{starts:%H:%M}",
                packet if topic.cluster_id in built else "",
                may_edit,
            )
        )
        starts += timedelta(minutes=topic.minutes)
    return rows


def _topic(
    meeting: Meeting,
    topics: list[AgendaTopic],
    place: int,
    owner: str,
    starts: str,
    packet_url: str,
    may_edit: bool,
) -> TopicRow:
    topic = topics[place]
    above = topics[place - 2].pk if place > 1 else 0
    args = [meeting.pk, topic.pk]
    return TopicRow(
        pk=topic.pk,
        place=place + 1,
        name=topic.cluster.name,
        url=CLUSTER.format(topic.cluster.slug),
        owner=owner,
        minutes=topic.minutes,
        starts_words=starts,
        state="" if topic.state == TopicState.WAITING else TopicState(topic.state).label,
        packet_url=packet_url,
        position_url=reverse("reviews:topic-position", args=args),
        minutes_url=reverse("reviews:topic-minutes", args=args),
        removal_url=reverse("reviews:topic-removal", args=args),
        up=above if place else None,
        down=topics[place + 1].pk if place + 1 < len(topics) else None,
        may_edit=may_edit,
    )


def _comers(meeting: Meeting, may_edit: bool) -> list[ComerRow]:
    rows = [ComerRow(meeting.facilitator.name, "Facilitator", "")]
    for person in meeting.attendees.order_by("name"):
        url = reverse("reviews:attendee-removal", args=[meeting.pk, person.slug])
        if person != meeting.facilitator:
            rows.append(ComerRow(person.name, person.title, url if may_edit else ""))
    return rows


def _letters(meeting: Meeting) -> str:
    """How many letters went out, and what became of the others."""
    counts = Counter(meeting.letters.values_list("state", flat=True))
    parts = [
        f"{LetterState(state).label.lower()}: {counts[state]}"
        for state in LetterState.texts()
        if counts[state]
    ]
    return f"{counted(sum(counts.values()), 'letter')} ({', '.join(parts)})" if parts else ""
