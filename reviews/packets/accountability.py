"""Section: the one accountable person of the cluster, what else they carry, and what is agreed.

What is agreed are the hand-overs accepted by that day which take effect later; the load after them
is that of the day with these clusters moved.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Q

from products.models import Handover, Ownership
from products.values.ownership import HandoverState
from reviews.calculations.assignment import with_cluster, without_cluster
from reviews.calculations.load import load as load_of
from reviews.packets.chunk import Chunk
from reviews.packets.known import carried, midnight_after, owners
from reviews.queries.load import Carried, holdings_of_clusters
from reviews.rules.ownership_load import told_product
from reviews.values import Holding, LoadPolicy


def load(chunk: Chunk) -> dict[int, Any]:
    """Owner and load of each cluster; a cluster nobody is accountable for has neither."""
    owned = owners(chunk)
    held = carried(chunk)
    agreed = _agreed(chunk, set(held))
    moving = {row.cluster_id for rows in agreed.values() for row in rows}
    holdings = holdings_of_clusters(moving, chunk.day) if moving else {}
    policy = LoadPolicy.from_thresholds(chunk.policy.thresholds)

    def told(row: Ownership) -> Any:
        person = row.person_id
        planned = _planned(person, held[person], agreed[person], holdings, policy)
        return {**_told(row, held[person]), "planned": planned}

    return {
        pk: told(owned[pk]) if pk in owned else {"owner": None, "load": None, "planned": None}
        for pk in chunk.clusters
    }


def _agreed(chunk: Chunk, people: set[int]) -> dict[int, list[Handover]]:
    """Person → hand-overs from or to them that were accepted by the day and come after it."""
    rows = Handover.objects.filter(
        Q(giver_id__in=people) | Q(taker_id__in=people),
        state=HandoverState.ACCEPTED,
        answered_at__lt=midnight_after(chunk.day),
        effective_on__gt=chunk.day,
    ).select_related("cluster", "giver", "taker")
    found: dict[int, list[Handover]] = defaultdict(list)
    for row in rows.order_by("effective_on", "cluster__name", "pk"):
        for person in {row.giver_id, row.taker_id} & people:
            found[person or 0].append(row)
    return found


def _planned(
    person: int,
    carried: Carried,
    agreed: list[Handover],
    holdings: dict[int, Holding],
    policy: LoadPolicy,
) -> Any:
    """What is agreed and the load after all of it; None where nothing is."""
    if not agreed:
        return None
    held = carried.holdings
    for row in agreed:
        held = without_cluster(held, row.cluster_id)
        if row.taker_id == person and row.cluster_id in holdings:
            held = with_cluster(held, holdings[row.cluster_id])
    after = load_of(held, policy)
    return {
        "handovers": [
            {
                "cluster": row.cluster.slug,
                "name": row.cluster.name,
                "on": row.effective_on,
                "from": row.giver.name if row.giver else "",
                "to": row.taker.name,
            }
            for row in agreed
        ],
        "level": after.level,
        "active": after.active,
        "stable": after.stable,
    }


def _told(ownership: Ownership, carried: Carried) -> Any:
    person, found = ownership.person, carried.load
    return {
        "owner": {
            "person": person.slug,
            "name": person.name,
            "title": person.title,
            "since": ownership.since,
            "reason": ownership.reason,
        },
        "load": {
            "level": found.level,
            "active": found.active,
            "stable": found.stable,
            "sentence": found.sentence,
            "remedy": found.remedy,
            "rules": [
                {"rule": rule.code, "sentence": rule.sentence, "threshold": rule.threshold}
                for rule in found.rules
            ],
            "clusters": [
                {
                    "name": holding.name,
                    "products": [told_product(product) for product in holding.products],
                }
                for holding in carried.holdings
            ],
        },
    }
