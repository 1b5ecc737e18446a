"""A product moves to another cluster, and its items and its part of the roadmap go with it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from backlogs.actions.order import (
    free_ranks,
    keep_orders,
    last_ranks,
    lock_backlogs,
    write_ranks,
)
from backlogs.actions.returning import return_product
from backlogs.actions.roadmap import move_product_entries
from backlogs.models import Backlog, Item
from people.models import Person
from portfolio.kernel.errors import Refused
from products.actions.products import place_product
from products.models import Cluster, Placement, Product


@transaction.atomic
def move_product(
    by: Person | None,
    product: Product,
    cluster: Cluster,
    on: date,
    reason: str = "",
    left_at: datetime | None = None,
) -> Placement:
    """Move the product and its items, in their order, to the end of the other cluster's list.

    A product that comes back says when it left (`left_at`): its items return to where they stood.

    Locks clusters by key, then lists by key, so two moves in opposite directions wait for each
    other instead of locking each other out. Being there already changes nothing.
    """
    ids = sorted({product.cluster_id, cluster.pk})
    locked = {
        row.pk: row
        for row in Cluster.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    }
    fresh = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    if fresh.cluster_id == cluster.pk:
        return Placement.objects.get(product=fresh, period__endswith__isnull=True)
    target = locked[cluster.pk]
    if target.closed_on is not None and target.closed_on <= on:
        raise Refused(f"{target.name} is closed.", code="cluster_closed", field="cluster")
    placement = place_product(by, fresh, target, on, reason)
    if left_at is not None:
        return_product(by, fresh, target, left_at)
    else:
        move_product_items(fresh, target)
        move_product_entries(by, fresh, target)
    product.cluster = target
    return placement


@transaction.atomic
def move_product_items(product: Product, cluster: Cluster) -> int:
    """Put the product's items at the end of the cluster's list, in their order; says how many."""
    homes = Item.objects.filter(product=product).values_list("cluster_id", flat=True).distinct()
    backlogs = lock_backlogs({*homes, cluster.pk})
    keep_orders(backlogs)
    moving = Item.objects.filter(product=product).exclude(cluster=cluster).in_order()
    keys = list(moving.values_list("pk", flat=True))
    if not keys:
        return 0
    ranks = free_ranks(cluster.pk, last_ranks([cluster.pk]).get(cluster.pk), None, len(keys))
    Item.objects.filter(pk__in=keys).update(cluster=cluster)
    write_ranks(keys, ranks)
    for backlog in backlogs.values():
        backlog.order_version += 1
    Backlog.objects.bulk_update(backlogs.values(), ["order_version"])
    return len(keys)
