"""The agenda of a meeting: clusters come, move, get minutes and leave; people are asked."""

from __future__ import annotations

from django.db import transaction

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import NotFound, Refused
from products.models import Cluster
from reviews.actions.meetings import locked_meeting, touch
from reviews.models import AgendaTopic, Meeting
from reviews.queries.schedule import owners_of, schedules_of
from reviews.values.meetings import LONGEST_MINUTES, USUAL_MINUTES, TopicState


@transaction.atomic
def add_topic(by: Person | None, meeting: Meeting, cluster: Cluster) -> AgendaTopic:
    """Put the cluster at the end, once, and ask its owner to come."""
    locked = locked_meeting(meeting)
    known: AgendaTopic | None = locked.topics.filter(cluster=cluster).first()
    if known is not None:
        return known
    row = schedules_of([cluster]).get(cluster.pk)
    topic: AgendaTopic = locked.topics.create(
        cluster=cluster,
        position=locked.topics.count(),
        minutes=row.minutes if row else USUAL_MINUTES,
    )
    locked.attendees.add(*owners_of([cluster.pk], today()).values())
    touch(locked)
    return topic


@transaction.atomic
def move_topic(
    by: Person | None, meeting: Meeting, topic_id: int, after: int | None, version: int | None
) -> AgendaTopic:
    """Put a topic right behind another, or first; where it stands already, nothing changes.

    Raises `Conflict` when the agenda changed since `version`, `NotFound` for topics of elsewhere.
    """
    locked = locked_meeting(meeting, version)
    topics = list(locked.topics.order_by("position"))
    moved = _one(topics, topic_id)
    rest = [topic for topic in topics if topic != moved]
    place = 0 if after is None else rest.index(_one(rest, after)) + 1
    rest.insert(place, moved)
    if rest != topics:
        _number(rest)
        touch(locked)
    return moved


@transaction.atomic
def set_topic_minutes(
    by: Person | None, meeting: Meeting, topic_id: int, minutes: int
) -> AgendaTopic:
    """How long a cluster is talked about. Raises `Refused` for a length that cannot be meant."""
    if not 1 <= minutes <= LONGEST_MINUTES:
        words = f"A topic takes 1 to {LONGEST_MINUTES} minutes."
        raise Refused(words, code="minutes", field="minutes")
    locked = locked_meeting(meeting)
    topic = _one(list(locked.topics.all()), topic_id)
    if topic.minutes != minutes:
        topic.minutes = minutes
        topic.save(update_fields=["minutes"])
        touch(locked)
    return topic


@transaction.atomic
def remove_topic(by: Person | None, meeting: Meeting, topic_id: int) -> bool:
    """Take a cluster off the agenda, whether it was on it; what was begun and the last one stay."""
    locked = locked_meeting(meeting)
    topics = list(locked.topics.order_by("position"))
    topic = next((one for one in topics if one.pk == topic_id), None)
    if topic is None:
        return False
    if topic.state != TopicState.WAITING:
        raise Refused("This cluster was discussed already.", code="topic_begun")
    if len(topics) == 1:
        words = "A meeting needs a cluster. Call the meeting off instead."
        raise Refused(words, code="last_topic")
    topics.remove(topic)
    topic.delete()
    _number(topics)
    touch(locked)
    return True


@transaction.atomic
def set_attendance(by: Person | None, meeting: Meeting, person: Person, *, comes: bool) -> None:
    """Ask somebody to come, or no longer; the same again changes nothing."""
    locked = locked_meeting(meeting)
    if locked.attendees.filter(pk=person.pk).exists() == comes:
        return
    if comes:
        locked.attendees.add(person)
    else:
        locked.attendees.remove(person)
    touch(locked)


def _one(topics: list[AgendaTopic], pk: int) -> AgendaTopic:
    found = next((topic for topic in topics if topic.pk == pk), None)
    if found is None:
        raise NotFound("This cluster is not on the agenda any more.", code="topic_unknown")
    return found


def _number(topics: list[AgendaTopic]) -> None:
    """Positions from 0 in this order; the constraint looks only at the end."""
    for position, topic in enumerate(topics):
        topic.position = position
    AgendaTopic.objects.bulk_update(topics, ["position"])
