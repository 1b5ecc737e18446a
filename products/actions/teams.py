"""Team members come and go."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from people.models import Person
from products.actions.periods import from_day
from products.models import Cluster, TeamMembership


@transaction.atomic
def join_team(
    by: Person | None, cluster: Cluster, person: Person, on: date, role: str = ""
) -> TeamMembership:
    """Add the person to the cluster's team from `on`; a present member stays as they are."""
    locked = Cluster.objects.select_for_update(no_key=True).get(pk=cluster.pk)
    current = TeamMembership.objects.filter(cluster=locked, person=person).open().first()
    return current or TeamMembership.objects.create(
        cluster=locked, person=person, role=role, period=from_day(on)
    )


@transaction.atomic
def leave_team(by: Person | None, cluster: Cluster, person: Person, on: date) -> None:
    """End the person's membership on `on`; harmless when they are no member."""
    current = TeamMembership.objects.select_for_update(no_key=True).filter(
        cluster=cluster, person=person, period__endswith__isnull=True
    )
    for membership in current:
        if membership.since >= on:
            membership.delete()
        else:
            membership.period = DateRange(membership.since, on, "[)")
            membership.save(update_fields=["period"])
