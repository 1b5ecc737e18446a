"""Everything about the shape of the portfolio, by name, so that two ways to it can be compared."""

from __future__ import annotations

from backlogs.models import Item
from products.models import Cluster, Handover, Ownership, Placement


def shape() -> dict[str, object]:
    """Everything about shape and order, by name."""
    return {
        "placements": sorted(
            (row.product.name, row.cluster.name, str(row.period)) for row in Placement.objects.all()
        ),
        "owners": sorted(
            (row.cluster.name, row.person.name, str(row.period)) for row in Ownership.objects.all()
        ),
        "clusters": sorted(
            (row.name, str(row.closed_on), row.rationale_kinds) for row in Cluster.objects.all()
        ),
        "asked": sorted((row.cluster.name, row.taker.name) for row in Handover.objects.all()),
        "order": [
            (item.cluster.name, item.title)
            for item in Item.objects.order_by("cluster__name", "rank")
        ],
    }
