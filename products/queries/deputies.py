"""The page on which an owner names who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from people.models import Person
from people.queries import today
from portfolio.kernel.marks import day
from products.models import Cluster, Deputy
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


def _entry(row: Deputy) -> Entry:
    last = row.until and row.until - timedelta(days=1)
    when = f"{day(row.since)} to {day(last)}"
    return Entry(
        name=row.person.name,
        note=f"{when}. {row.reason}" if row.reason else when,
        count=None,
        url=reverse("products:deputy-removal", args=[row.cluster.slug, row.pk]),
    )
