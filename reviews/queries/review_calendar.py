"""The review calendar: what is planned, what was held, when each cluster is due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from products.models import Cluster
from products.permissions import belonging, runs_reviews
from products.queries import policy_on
from reviews.calculations.due import Due, DueState, covered_until, next_due
from reviews.models import Meeting, ReviewSchedule
from reviews.permissions import clusters_in_sight, runs_all
from reviews.queries.links import CLUSTER
from reviews.queries.schedule import (
    CADENCE_WORDS,
    clusters_in_use,
    meetings_ahead,
    rhythms,
    schedules_of,
)
from reviews.values.meetings import USUAL_CADENCE, MeetingState, ReviewPolicy

HELD_SHOWN = 12
TONES = {
    MeetingState.PLANNED: "full",
    MeetingState.RUNNING: "watch",
    MeetingState.CLOSED: "ok",
    MeetingState.CANCELLED: "none",
}


@dataclass(frozen=True)
class MeetingRow:
    """One meeting as lists tell it."""

    title: str
    url: str
    starts: datetime
    starts_words: str
    zone: str
    quarter: str
    tone: str
    state: str
    topics: str


@dataclass(frozen=True)
class Month:
    """The meetings of one month."""

    name: str
    rows: list[MeetingRow]


@dataclass(frozen=True)
class ClusterRow:
    """When one cluster is reviewed next."""

    name: str
    url: str
    cadence: str
    reviewed_to: date | None
    due: Due
    tone: str
    word: str
    last_day: date
    meeting: Meeting | None
    meeting_url: str
    meeting_words: str
    facilitator: str
    schedule_url: str


@dataclass(frozen=True)
class ReviewCalendarPage:
    """Meetings ahead and behind by month, clusters the most urgent first."""

    ahead: list[Month]
    behind: list[Month]
    clusters: list[ClusterRow]
    waiting: int
    may_plan: bool


def review_calendar_page(person: Person) -> ReviewCalendarPage:
    """What the person may see of it, as of now."""
    rows = meetings_in_sight(person).prefetch_related("topics")
    open_states = (MeetingState.PLANNED, MeetingState.RUNNING)
    ahead = rows.filter(state__in=open_states).order_by("starts_at")
    behind = rows.exclude(state__in=open_states).order_by("-starts_at")[:HELD_SHOWN]
    clusters = cluster_rows(person)
    return ReviewCalendarPage(
        ahead=_months(list(ahead)),
        behind=_months(list(behind)),
        clusters=clusters,
        waiting=sum(
            row.meeting is None and row.due.state is not DueState.LATER for row in clusters
        ),
        may_plan=runs_reviews(person),
    )


def meetings_in_sight(person: Person) -> QuerySet[Meeting]:
    """The meetings a person may read."""
    sight = clusters_in_sight(person)
    if sight is None:
        return Meeting.objects.all()
    return meetings_of(person, sight)


def meetings_of(person: Person, cluster_ids: Collection[int] | None = None) -> QuerySet[Meeting]:
    """The meetings a person goes to, or whose agenda has one of the clusters (theirs)."""
    clusters = belonging(person).all if cluster_ids is None else cluster_ids
    comes = Q(attendees=person) | Q(facilitator=person) | Q(topics__cluster_id__in=clusters)
    return Meeting.objects.filter(pk__in=Meeting.objects.filter(comes).values("pk"))


def cluster_rows(person: Person) -> list[ClusterRow]:
    """Every cluster in use the person may read, the most urgent first."""
    on, sight = today(), clusters_in_sight(person)
    clusters = [one for one in clusters_in_use(on) if sight is None or one.pk in sight]
    days = ReviewPolicy.from_thresholds(policy_on(on).thresholds).overdue_days
    first_month = organisation().first_month
    ahead, schedules = meetings_ahead(c.pk for c in clusters), schedules_of(clusters)
    found = rhythms(clusters)
    rows = [
        _cluster(
            cluster,
            next_due(found[cluster.pk], on, first_month, days),
            covered_until(found[cluster.pk], on),
            ahead.get(cluster.pk),
            schedules.get(cluster.pk),
            runs_all(person, [cluster.pk]),
        )
        for cluster in clusters
    ]
    return sorted(rows, key=lambda row: (row.meeting is not None, row.due.by, row.name))


def _cluster(
    cluster: Cluster,
    due: Due,
    covered: date | None,
    meeting: Meeting | None,
    schedule: ReviewSchedule | None,
    may: bool,
) -> ClusterRow:
    tone, word = _standing(due, meeting)
    facilitator = schedule.facilitator if schedule else None
    return ClusterRow(
        name=cluster.name,
        url=CLUSTER.format(cluster.slug),
        cadence=CADENCE_WORDS[schedule.cadence_months if schedule else USUAL_CADENCE],
        reviewed_to=covered - timedelta(days=1) if covered else None,
        due=due,
        tone=tone,
        word=word,
        last_day=due.end - timedelta(days=1),
        meeting=meeting,
        meeting_words=moment_words(meeting) if meeting else "",
        meeting_url=reverse("reviews:meeting-detail", args=[meeting.pk]) if meeting else "",
        facilitator=facilitator.name if facilitator else "",
        schedule_url=reverse("reviews:schedule-form", args=[cluster.slug]) if may else "",
    )


def _standing(due: Due, meeting: Meeting | None) -> tuple[str, str]:
    if due.state is DueState.OVERDUE:
        return "risk", "Overdue, planned" if meeting else "Overdue"
    if meeting is not None:
        return "full", "Planned"
    return ("watch", "Due") if due.state is DueState.DUE else ("none", "Not due yet")


def moment_words(meeting: Meeting) -> str:
    """When it begins, on the clock of its own zone: `20 Oct 2026, 09:00`."""
    return f"{meeting.local_start:%-d %b %Y, %H:%M}"


def _months(meetings: Sequence[Meeting]) -> list[Month]:
    first_month = organisation().first_month
    by_month = groupby(meetings, key=lambda meeting: f"{meeting.local_start:%B %Y}")
    return [Month(name, [_row(one, first_month) for one in rows]) for name, rows in by_month]


def _row(meeting: Meeting, first_month: int) -> MeetingRow:
    state = MeetingState(meeting.state)
    late = state is MeetingState.PLANNED and meeting.ends_at < timezone.now()
    return MeetingRow(
        title=meeting.title,
        url=reverse("reviews:meeting-detail", args=[meeting.pk]),
        starts=meeting.starts_at,
        starts_words=moment_words(meeting),
        zone=meeting.zone,
        quarter=Quarter.of(meeting.quarter_start, first_month).label,
        tone="watch" if late else TONES[state],
        state="Planned, its time is over" if late else state.label,
        topics=counted(len(meeting.topics.all()), "cluster"),
    )
