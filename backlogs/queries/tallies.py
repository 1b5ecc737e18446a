"""What a list shows of each product of its cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import JSONObject

from backlogs.models import Item
from backlogs.queries.outcomes import LACKS_OUTCOME
from backlogs.queries.selection import Selection
from portfolio.kernel.moments import Moment
from products.models import Product, ProductUser, StagePeriod
from products.values import Stage


@dataclass(frozen=True)
class Tally:
    """One product of the list, who uses it, and what the list shows of it."""

    product_id: int
    name: str
    slug: str
    key: str
    shown: int = 0
    points: int = 0
    stale: int = 0
    unestimated: int = 0
    lacking: int = 0
    mine: int = 0
    before: int = 0
    points_before: int = 0
    personas: tuple[tuple[str, str], ...] = ()
    cluster_id: int = 0
    is_retired: bool = False


def products_in(cluster: Any, moment: Moment) -> QuerySet[Product]:
    """The products the cluster holds at the moment."""
    if not moment.is_past:
        return Product.objects.filter(cluster=cluster)
    return Product.objects.filter(
        placements__cluster=cluster, placements__period__contains=moment.on
    )


def tallies_of(products: QuerySet[Product], selection: Selection) -> list[Tally]:
    """Each of the products with what the filters leave of it, in one query and one pass."""
    items = selection.items(Item.objects.filter(product=OuterRef("pk"))).order_by()
    counts = items.values("product").annotate(figures=_figures(selection)).values("figures")
    users = ProductUser.objects.filter(product=OuterRef("pk")).order_by("persona__name")
    person = JSONObject(slug=F("persona__slug"), name=F("persona__name"))
    retired = StagePeriod.objects.open().filter(stage=Stage.RETIRED, product=OuterRef("pk"))
    names = ("pk", "name", "slug", "key", "cluster_id", "figures", "personas", "retired")
    rows = (
        products.annotate(
            figures=Subquery(counts),
            personas=ArraySubquery(users.values(found=person)),
            retired=Exists(retired),
        )
        .order_by("name", "pk")
        .values_list(*names)
    )
    return [
        Tally(
            pk,
            name,
            slug,
            key,
            cluster_id=home,
            is_retired=is_retired,
            personas=tuple((persona["slug"], persona["name"]) for persona in personas),
            **{figure: value or 0 for figure, value in (figures or {}).items()},
        )
        for pk, name, slug, key, home, figures, personas, is_retired in rows
    ]


def _figures(selection: Selection) -> JSONObject:
    before = selection.before
    nothing = Value(0, output_field=IntegerField())
    return JSONObject(
        shown=Count("pk"),
        points=Sum("effort"),
        stale=Count("pk", filter=selection.stale),
        unestimated=Count("pk", filter=Q(effort__isnull=True)),
        lacking=Count("pk", filter=LACKS_OUTCOME),
        mine=Count("pk", filter=Q(assignee=selection.person_id)),
        before=nothing if before is None else Count("pk", filter=before),
        points_before=nothing if before is None else Sum("effort", filter=before),
    )


def counts_without(
    tallies: Sequence[Tally], only: str | None, selection: Selection
) -> dict[str, int]:
    """How many items there would be without each of the filters that hold, in one query."""
    conditions = selection.conditions()
    if selection.filters.product and not only:
        conditions["product"] = Q(product__slug=selection.filters.product)
    names = [name for name in selection.filters.filtering() if name in conditions]
    if not names:
        return {}
    keys = [tally.product_id for tally in tallies if only in (None, tally.slug)]
    items = selection.dated(Item.objects.filter(product_id__in=keys))
    found = {
        f"without_{name}": Count(
            "pk", filter=Q(*(rule for other, rule in conditions.items() if other != name))
        )
        for name in names
    }
    counts = items.aggregate(**found)
    return {name: counts[f"without_{name}"] for name in names}
