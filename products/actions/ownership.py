"""Ownership changes hands: always one accountable person, always dated."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from people.models import Person
from portfolio.kernel.errors import Refused
from products.actions.periods import succeed
from products.models import Cluster, Ownership


@transaction.atomic
def assign_owner(
    by: Person | None, cluster: Cluster, person: Person, on: date, reason: str = ""
) -> Ownership:
    """Make `person` the accountable owner from `on`; the current owner's period ends there.

    Assigning the present owner again changes nothing. Raises `Refused` for a person who has left
    and for a day before a change that is already recorded.
    """
    locked = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    rows = Ownership.objects.filter(cluster=locked)
    current = rows.open().first()
    if current is not None and current.person_id == person.pk and current.since <= on:
        return current
    if person.left_on is not None and person.left_on <= on:
        raise Refused(
            f"{person.name} left on {person.left_on:%-d %b %Y} and cannot be accountable.",
            code="person_left",
            field="person",
        )
    return succeed(rows, on, cluster=locked, person=person, reason=reason, assigned_by=by)


@transaction.atomic
def end_ownership(by: Person | None, cluster: Cluster, on: date, reason: str = "") -> None:
    """Leave the cluster without an accountable owner from `on`; harmless when it has none."""
    locked = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    current = Ownership.objects.filter(cluster=locked).open().first()
    if current is None:
        return
    if current.since >= on:
        raise Refused(
            f"{current.person.name} has been accountable since {current.since:%-d %b %Y}; "
            "choose a later day.",
            code="before_start",
            field="on",
        )
    current.period = DateRange(current.since, on, "[)")
    current.reason = reason or current.reason
    current.save(update_fields=["period", "reason"])


@transaction.atomic
def take_back_ownership(cluster: Cluster, person: Person, since: date) -> None:
    """Undo an agreed ownership that has not begun: whoever answers now goes on answering.

    The caller sees to it that `since` lies ahead; without such a row nothing happens.
    """
    locked = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    rows = Ownership.objects.filter(cluster=locked)
    planned = rows.filter(person=person, period__startswith=since).first()
    if planned is None:
        return
    planned.delete()
    before = rows.filter(period__endswith=since).first()
    if before is not None:
        before.period = DateRange(before.since, None, "[)")
        before.save(update_fields=["period"])
