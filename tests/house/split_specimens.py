"""How to write the addresses about split signals, splits, and what weighs on a product."""

from __future__ import annotations

from people.models import Person
from products.models import Product
from tests.builders import make_product
from tests.house.named import Arguments, cluster, product
from tests.house.world import Side, World


def _signal(world: World, side: Side, actor: Person) -> dict[str, object]:
    named = cluster(world, side, actor)
    return {**named, "product": side.product.slug, "signal": "crowding"}


def _split(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": world.split.pk}


def _proposal(world: World, side: Side, actor: Person) -> dict[str, object]:
    """Two thinly owned products of one business domain."""
    found = list(Product.objects.filter(business_domain="Thin").order_by("pk"))
    if not found:
        found = [make_product(business_domain="Thin", stage="maturity") for _ in range(2)]
    return {"key": "-".join(str(one.pk) for one in found)}


SPLITS: dict[str, Arguments] = {
    "products:impact": product,
    "products:cluster-dependencies": cluster,
    "products:owner-hours": product,
    "products:strategic-mark": product,
    "products:strategic-mark-removal": product,
    "reviews:split-signals": cluster,
    "reviews:split-form": cluster,
    "reviews:grouping-form": cluster,
    "reviews:split-dismissal": _signal,
    "reviews:group-acceptance": _proposal,
    "reviews:group-decline": _proposal,
    "reviews:split-detail": _split,
    "reviews:split-reversal": _split,
}
