"""Section: the team, the people it serves and what the products lean on.

Team memberships are dated. Personas and dependencies are not: they are told as they are known when
the packet is built.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from products.models import Dependency, ProductUser, TeamMembership
from reviews.packets.chunk import Chunk


def load(chunk: Chunk) -> dict[int, Any]:
    """Team, personas and dependencies of each cluster, in three statements."""
    team = _team(chunk)
    users, needs = _users(chunk), _needs(chunk)
    return {
        pk: {
            "team": team[pk],
            "products": [
                {
                    "product": product.slug,
                    "name": product.name,
                    "kind": product.kind,
                    "summary": product.summary,
                    "business_domain": product.business_domain,
                    "personas": users[product.id],
                    "needs": needs[product.id],
                }
                for product in products
            ],
        }
        for pk, products in chunk.products.items()
    }


def _team(chunk: Chunk) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = TeamMembership.objects.on(chunk.day).filter(cluster_id__in=chunk.clusters)
    for row in rows.select_related("person").order_by("person__name", "person_id"):
        found[row.cluster_id].append(
            {
                "person": row.person.slug,
                "name": row.person.name,
                "role": row.role,
                "since": row.since,
            }
        )
    return found


def _users(chunk: Chunk) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = ProductUser.objects.filter(product_id__in=chunk.product_ids).select_related("persona")
    for row in rows.order_by("persona__name", "persona_id"):
        found[row.product_id].append(
            {
                "persona": row.persona.slug,
                "name": row.persona.name,
                "headcount": row.headcount,
                "use_case": row.use_case,
            }
        )
    return found


def _needs(chunk: Chunk) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = Dependency.objects.filter(product_id__in=chunk.product_ids).select_related("needs")
    for row in rows.order_by("needs__name", "needs_id"):
        found[row.product_id].append(
            {"product": row.needs.slug, "name": row.needs.name, "note": row.note}
        )
    return found
