"""The page on which an owner names who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from people.models import Person
from people.queries import today
from portfolio.kernel.marks import day
from products.models import Cluster, Deputy, Ownership
from products.queries.owners import current_owner
from products.queries.surroundings import Entry


@dataclass(frozen=True)
class DeputiesPage:
    """Deputies of the present owner, now and to come."""

    cluster: Cluster
    owner: Person | None
    rows: list[Entry]


def deputies_page(cluster: Cluster) -> DeputiesPage:
    """Who stands in, the next first."""
    owner = current_owner(cluster, today())
    rows = Deputy.objects.filter(
        cluster=cluster, owner=owner, period__endswith__gt=today()
    ).select_related("person")
    return DeputiesPage(cluster, owner, [_entry(row) for row in rows.order_by("period")])


def deputy_words(person_id: int, on: date) -> list[str]:
    """Who stands in for the person at the end of `on`, and for whom they stand in."""
    owned = Ownership.objects.on(on).filter(cluster=OuterRef("cluster"), person=OuterRef("owner"))
    rows = Deputy.objects.on(on).filter(
        Exists(owned), Q(owner_id=person_id) | Q(person_id=person_id)
    )
    return [
        f"{row.person.name} stands in for {row.owner.name} in {row.cluster.name} until "
        f"{day(row.until - timedelta(days=1), on)}."
        for row in rows.select_related("owner", "person", "cluster").order_by("cluster__name")
        if row.until is not None
    ]


def _entry(row: Deputy) -> Entry:
    last = row.until and row.until - timedelta(days=1)
    when = f"{day(row.since)} to {day(last)}"
    return Entry(
        name=row.person.name,
        note=f"{when}. {row.reason}" if row.reason else when,
        count=None,
        url=reverse("products:deputy-removal", args=[row.cluster.slug, row.pk]),
    )
