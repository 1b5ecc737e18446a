"""Section: the one accountable person of the cluster, and what else they carry."""

from __future__ import annotations

from typing import Any

from products.models import Ownership
from reviews.packets.chunk import Chunk
from reviews.packets.known import owners
from reviews.queries.load import Carried, carried_on
from reviews.rules.ownership_load import told_product


def load(chunk: Chunk) -> dict[int, Any]:
    """Owner and load of each cluster; a cluster nobody is accountable for has neither."""
    owned = owners(chunk)
    carried = carried_on(chunk.day, {row.person_id for row in owned.values()})
    return {
        pk: _told(owned[pk], carried[owned[pk].person_id])
        if pk in owned
        else {"owner": None, "load": None}
        for pk in chunk.clusters
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
