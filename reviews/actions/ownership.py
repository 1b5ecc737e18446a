"""Somebody is made accountable, knowingly: they take over from the owner whose load was shown."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from products.actions.ownership import assign_owner
from products.models import Cluster, Ownership


@transaction.atomic
def hand_over_cluster(
    by: Person, cluster: Cluster, person: Person, on: date, reason: str, seen_owner: str
) -> Ownership:
    """Make `person` accountable from `on`.

    `seen_owner` is the slug of the owner whose load was shown with the person's, empty for none.
    Raises `Conflict` when it is somebody else by now, `Refused` for a day yet to come.
    """
    locked = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    current = current_owner(locked, today())
    now = current.slug if current else ""
    if now != seen_owner and now != person.slug:
        raise Conflict(
            f"{current.name if current else 'Nobody'} is accountable for {locked.name} by now. "
            "Look at both loads again.",
            code="owner_changed",
        )
    if on > today():
        raise Refused("Choose today or a day before.", code="in_future", field="on")
    return assign_owner(by, locked, person, on, reason)


def current_owner(cluster: Cluster, day: date) -> Person | None:
    """Who is accountable at the end of `day`; nobody when that person has left."""
    row = Ownership.objects.on(day).filter(cluster=cluster).select_related("person").first()
    if row is None or (row.person.left_on is not None and row.person.left_on <= day):
        return None
    return row.person
