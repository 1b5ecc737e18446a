"""One forbidden row for each rule the database keeps about schedules, meetings and letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from products.models import Cluster
from reviews.models import AgendaTopic, Meeting, MeetingLetter, ReviewSchedule
from tests.builders import make_person

Q3 = date(2026, 7, 1)


def _meeting(**fields: object) -> Meeting:
    now = timezone.now()
    row = {
        "title": "Review", "quarter_start": Q3, "starts_at": now, "zone": "UTC", "minutes": 60,
        "facilitator": make_person(), "changed_at": now,
    }  # fmt: skip
    return Meeting.objects.create(**{**row, **fields})


def _topic(cluster: Cluster, **fields: object) -> AgendaTopic:
    row = {"cluster": cluster, "position": 0, "minutes": 10}
    meeting = fields.pop("meeting", None) or _meeting()
    return AgendaTopic.objects.create(**{"meeting": meeting, **row, **fields})


def _schedule(cluster: Cluster, **fields: object) -> ReviewSchedule:
    return ReviewSchedule.objects.create(cluster=cluster, since=Q3, **fields)


def _letter(**fields: object) -> MeetingLetter:
    row = {"kind": "first", "about_day": Q3, "asked_at": timezone.now()}
    meeting = fields.pop("meeting", None) or _meeting()
    return MeetingLetter.objects.create(
        **{"meeting": meeting, "person": meeting.facilitator, **row, **fields}
    )


def _twice_in_a_meeting(cluster: Cluster, other: Cluster, second: int) -> None:
    meeting = _meeting()
    _topic(cluster, meeting=meeting)
    _topic(other, meeting=meeting, position=second)


def _same_letter(_: Cluster) -> None:
    meeting = _meeting()
    _letter(meeting=meeting)
    _letter(meeting=meeting)


def _other(cluster: Cluster) -> Cluster:
    return Cluster.objects.create(name="Other", slug="other", opened_on=Q3)


NOW_AND_BEFORE = {"opened_at": timezone.now(), "closed_at": timezone.now() - timedelta(hours=1)}

CASES: dict[str, Callable[[Cluster], object]] = {
    "schedule_cadence_known": lambda c: _schedule(c, cadence_months=2),
    "schedule_minutes_sensible": lambda c: _schedule(c, minutes=0),
    "meeting_state_known": lambda c: _meeting(state="lost"),
    "meeting_minutes_sensible": lambda c: _meeting(minutes=0),
    "meeting_has_title": lambda c: _meeting(title=""),
    "meeting_running_was_opened": lambda c: _meeting(state="running"),
    "meeting_closed_has_time": lambda c: _meeting(state="closed"),
    "meeting_cancelled_has_reason": lambda c: _meeting(state="cancelled"),
    "topic_place_taken_once": lambda c: _twice_in_a_meeting(c, _other(c), 0),
    "topic_cluster_once": lambda c: _twice_in_a_meeting(c, c, 1),
    "topic_state_known": lambda c: _topic(c, state="lost"),
    "topic_minutes_sensible": lambda c: _topic(c, minutes=0),
    "topic_closed_after_opened": lambda c: _topic(c, **NOW_AND_BEFORE),
    "letter_once": _same_letter,
    "letter_kind_known": lambda c: _letter(kind="love"),
    "letter_state_known": lambda c: _letter(state="lost"),
    "letter_sent_has_time": lambda c: _letter(state="sent"),
}
