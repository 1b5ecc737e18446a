"""What a list shows of each product of its cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from backlogs.models import Item
from backlogs.queries.selection import Selection
from portfolio.kernel.moments import Moment
from products.models import Product


@dataclass(frozen=True)
class Tally:
    """One product of the list and what the list shows of it."""

    product_id: int
    name: str
    slug: str
    key: str
    shown: int
    points: int
    stale: int
    before: int


def products_in(cluster: Any, moment: Moment) -> QuerySet[Product]:
    """The products the cluster holds at the moment."""
    if not moment.is_past:
        return Product.objects.filter(cluster=cluster)
    return Product.objects.filter(
        placements__cluster=cluster, placements__period__contains=moment.on
    )


def tallies_of(cluster: Any, moment: Moment, selection: Selection) -> list[Tally]:
    """Every product of the cluster with what the filters leave of it, in one query."""
    products = products_in(cluster, moment)
    items = selection.items(Item.objects.filter(product=OuterRef("pk"))).order_by()
    of_product = items.values("product")
    before = selection.before(items).values("product")

    def figure(rows: Any, total: Any) -> Subquery:
        return Subquery(rows.annotate(figure=total).values("figure"))

    counted = products.annotate(
        shown=figure(of_product, Count("pk")),
        points=figure(of_product, Sum("effort")),
        stale=figure(selection.stale(items).values("product"), Count("pk")),
        before=figure(before, Count("pk")),
    )
    names = ("pk", "name", "slug", "key", "shown", "points", "stale", "before")
    rows = counted.order_by("name", "pk").values_list(*names)
    return [
        Tally(pk, name, slug, key, *(value or 0 for value in figures))
        for pk, name, slug, key, *figures in rows
    ]
