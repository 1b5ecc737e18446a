"""What people will carry on a day to come: the dated rows of that day, the work of today."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from people.models import Person
from products.models import Ownership
from reviews.calculations.load import load
from reviews.calculations.planned import holdings_on
from reviews.queries.load import Carried, carried_on, holdings_of_clusters, load_policy_on
from reviews.queries.owner_planned import plan_of
from reviews.values import Holding


def carried_when(day: date, now: date, people: Collection[Person]) -> dict[int, Carried]:
    """What each of the few people carries at the end of `day`, with everything agreed for it."""
    if day <= now:
        return carried_on(day, [one.pk for one in people])
    policy, found = load_policy_on(day), {}
    for one in people:
        holdings = tuple(holdings_on(plan_of(one, now, day), day, policy))
        found[one.pk] = Carried(holdings, load(holdings, policy))
    return found


def everybody_when(day: date, now: date) -> dict[int, Carried]:
    """The same for every owner, with the products as they are `now`: enough to choose from."""
    if day <= now:
        return carried_on(day)
    rows = Ownership.objects.on(day).filter(Q(person__left_on=None) | Q(person__left_on__gt=day))
    pairs = list(rows.order_by("cluster__name").values_list("person_id", "cluster_id"))
    known = holdings_of_clusters({cluster for _, cluster in pairs}, now)
    held: dict[int, list[Holding]] = {}
    for person, cluster in pairs:
        if cluster in known:
            held.setdefault(person, []).append(known[cluster])
    policy = load_policy_on(day)
    return {
        person: Carried(tuple(holdings), load(holdings, policy))
        for person, holdings in held.items()
    }
