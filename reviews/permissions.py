"""What of the review room a person may see and do (DOMAIN 14)."""

from __future__ import annotations

from collections.abc import Collection

import rules

from people.models import Person
from people.permissions import (
    is_facilitator,
    is_leadership,
    is_signed_in,
    require,
    require_sight,
    sees_everything,
)
from products.permissions import belonging, owns
from reviews.models import Meeting, PortfolioWarning
from reviews.values.warnings import Audience

starts_runs = is_leadership | is_facilitator
WHO_RUNS = "leadership, facilitators and the owners of every cluster on the agenda"


def clusters_in_sight(person: Person) -> frozenset[int] | None:
    """The clusters whose packets and warnings the person may read; None: all of them."""
    return None if sees_everything(person) else belonging(person).all


def people_in_sight(person: Person) -> frozenset[int] | None:
    """The people whose load the person may read; None: everybody, else only their own."""
    return None if sees_everything(person) else frozenset([person.pk])


@rules.predicate
def reads_packets(person: Person, cluster_id: int | None = None) -> bool:
    """Own clusters, or all of them for leadership, facilitators and admins."""
    sight = clusters_in_sight(person)
    return sight is None or cluster_id in sight


@rules.predicate
def reads_load(person: Person, other_id: int | None = None) -> bool:
    """One's own load, or everybody's."""
    sight = people_in_sight(person)
    return sight is None or other_id in sight


snoozes = is_leadership


@rules.predicate
def handles_warning(person: Person, warning: PortfolioWarning | None = None) -> bool:
    """Leadership any; the owner of what it is about, and the person concerned, their own."""
    if is_leadership(person):
        return True
    if warning is None or not is_signed_in(person):
        return False
    if warning.person_id is not None:
        return warning.person_id == person.pk
    cluster = warning.product.cluster_id if warning.product else warning.cluster_id
    return owns(person, cluster)


def opens_to(audience: str, cluster_id: int | None, person: Person) -> bool:
    """Whether a warning's next step is open to the person; one that leads nowhere is not shown."""
    if audience == Audience.LEADERSHIP:
        return is_leadership(person)
    if audience == Audience.OWNER:
        return cluster_id is not None and owns(person, cluster_id)
    return True


def require_handling(person: Person, warning: PortfolioWarning) -> None:
    """Raise `Forbidden` unless the person may say what happens with the warning."""
    require(handles_warning, person, warning, who="leadership and whom the warning concerns")


def require_packet(person: Person, cluster_id: int) -> None:
    """Raise `NotFound` unless the person may read the cluster's packets."""
    require_sight(reads_packets, person, cluster_id)


@rules.predicate
def reads_preparation(person: Person, cluster_id: int | None = None) -> bool:
    """Leadership and facilitators any; an owner that of their own cluster."""
    return starts_runs(person) or (cluster_id is not None and owns(person, cluster_id))


def require_preparation(person: Person, cluster_id: int) -> None:
    """Raise `NotFound` unless the person may read what the owner prepares."""
    require_sight(reads_preparation, person, cluster_id)


def require_load(person: Person, other_id: int) -> None:
    """Raise `NotFound` unless the person may read the other's load."""
    require_sight(reads_load, person, other_id)


def limited_to(sight: Collection[int] | None, field: str) -> dict[str, Collection[int]]:
    """Filter arguments that keep a queryset within what is in sight."""
    return {} if sight is None else {f"{field}__in": sight}


@rules.predicate
def reads_meeting(person: Person, meeting: Meeting | None = None) -> bool:
    """Whoever sees every review, whose cluster is on the agenda, or who is asked to come."""
    if meeting is None or sees_everything(person):
        return bool(sees_everything(person))
    named = person.pk in (meeting.facilitator_id, meeting.lead_id)
    mine = belonging(person).all
    return (
        named
        or (bool(mine) and meeting.topics.filter(cluster_id__in=mine).exists())
        or meeting.attendees.filter(pk=person.pk).exists()
    )


def runs_all(person: Person, cluster_ids: Collection[int]) -> bool:
    """Whether the person may run a review of these clusters: owners only of their own."""
    owned = belonging(person).owned
    return bool(starts_runs(person)) or (bool(cluster_ids) and set(cluster_ids) <= owned)


def runs_meeting(person: Person, meeting: Meeting) -> bool:
    """Whether the person may change this meeting and its agenda."""
    return runs_all(person, list(meeting.topics.values_list("cluster_id", flat=True)))


def require_meeting(person: Person, meeting: Meeting) -> None:
    """`NotFound` for whom it is not there, `Forbidden` for who may only read it."""
    require_sight(reads_meeting, person, meeting)
    require(runs_meeting, person, meeting, who=WHO_RUNS)


def require_running(person: Person, cluster_ids: Collection[int]) -> None:
    """Raise `Forbidden` unless the person may run a review of these clusters."""
    require(runs_all, person, cluster_ids, who=WHO_RUNS)
