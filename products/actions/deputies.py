"""Somebody stands in for an owner during absence."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from people.actions.notifications import notify
from people.models import NotificationKind, Person
from people.queries import today
from portfolio.kernel.errors import Refused
from portfolio.kernel.marks import day
from products.actions.promising import locked_cluster
from products.models import Cluster, Deputy
from products.queries.owners import current_owner

CLUSTER = "/clusters/{}/"  # a page of a floor above, known by its address only


@transaction.atomic
def name_deputy(
    by: Person, cluster: Cluster, person: Person, since: date, last_day: date, reason: str = ""
) -> Deputy:
    """`person` stands in for the cluster's owner from `since` to `last_day`, both included.

    Raises `Refused` without an owner, for the owner, for somebody who has left, for days in the
    wrong order or over, and where another deputy is named for one of these days.
    """
    locked = locked_cluster(cluster)
    owner = current_owner(locked, today())
    if owner is None:
        raise Refused("Nobody is accountable, so nobody can stand in.", code="no_owner")
    _check_person(owner, person)
    period = _period(since, last_day)
    taken = Deputy.objects.filter(cluster=locked, owner=owner, period__overlap=period)
    same = taken.filter(person=person, period=period).first()
    if same is not None:
        return same
    other = taken.select_related("person").first()
    if other is not None:
        raise Refused(f"{other.person.name} stands in for some of these days.", code="deputy_taken")
    _make_way(locked, period)
    row = Deputy.objects.create(
        cluster=locked, owner=owner, person=person, period=period, reason=reason, named_by=by
    )
    words = f"You stand in for {owner.name} in {locked.name} from {day(since)} to {day(last_day)}."
    path = CLUSTER.format(locked.slug)
    notify(by, [person], NotificationKind.OWNERSHIP, words, path, f"deputy:{row.pk}")
    return row


@transaction.atomic
def end_deputy(by: Person, deputy: Deputy) -> None:
    """The owner is back: the deputy's time ends today; one that has not begun never was."""
    locked_cluster(deputy.cluster)
    row = Deputy.objects.filter(pk=deputy.pk).first()
    if row is None or row.until is None or row.until <= today():
        return
    if row.since >= today():
        row.delete()
        return
    row.period = DateRange(row.since, today(), "[)")
    row.save(update_fields=["period"])


def _make_way(cluster: Cluster, period: DateRange) -> None:
    """Deputies of an earlier owner count no more; their rows must not stand in the way."""
    for row in Deputy.objects.filter(cluster=cluster, period__overlap=period):
        if row.since >= period.lower:
            row.delete()
        else:
            row.period = DateRange(row.since, period.lower, "[)")
            row.save(update_fields=["period"])


def _check_person(owner: Person, person: Person) -> None:
    if person.pk == owner.pk:
        raise Refused(
            f"{person.name} is the accountable owner.", code="deputy_is_owner", field="person"
        )
    if not person.is_active:
        raise Refused(f"{person.name} has left.", code="person_left", field="person")


def _period(since: date, last_day: date) -> DateRange:
    if last_day < since:
        raise Refused("The last day comes before the first.", code="wrong_order", field="last_day")
    if last_day < today():
        raise Refused("These days are over.", code="in_past", field="last_day")
    return DateRange(since, last_day + timedelta(days=1), "[)")
