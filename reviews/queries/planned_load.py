"""What people will carry on a day to come: the dated rows of that day, the activity of today."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from products.models import Ownership
from reviews.calculations.load import load
from reviews.queries.load import Carried, carried_on, holdings_of_clusters, load_policy_on
from reviews.values import Holding


def carried_when(
    day: date, now: date, person_ids: Collection[int] | None = None
) -> dict[int, Carried]:
    """What each of the persons carries at the end of `day`; every owner when none are named.

    A day to come takes the agreed ownerships of that day, and the products as they are `now`.
    """
    if day <= now:
        return carried_on(day, person_ids)
    rows = Ownership.objects.on(day).filter(Q(person__left_on=None) | Q(person__left_on__gt=day))
    if person_ids is not None:
        rows = rows.filter(person_id__in=person_ids)
    pairs = list(rows.order_by("cluster__name").values_list("person_id", "cluster_id"))
    known = holdings_of_clusters({cluster for _, cluster in pairs}, now)
    held: dict[int, list[Holding]] = {person: [] for person in person_ids or ()}
    for person, cluster in pairs:
        if cluster in known:
            held.setdefault(person, []).append(known[cluster])
    policy = load_policy_on(now)
    return {
        person: Carried(tuple(holdings), load(holdings, policy))
        for person, holdings in held.items()
    }
