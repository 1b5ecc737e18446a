"""How to write the addresses about split signals, splits, and what weighs on a product."""

from __future__ import annotations

from people.models import Person
from tests.house.named import Arguments, cluster, product
from tests.house.world import Side, World


def _signal(world: World, side: Side, actor: Person) -> dict[str, object]:
    named = cluster(world, side, actor)
    return {**named, "product": side.product.slug, "signal": "crowding"}


def _split(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": world.split.pk}


SPLITS: dict[str, Arguments] = {
    "products:owner-hours": product,
    "products:strategic-mark": product,
    "products:strategic-mark-removal": product,
    "reviews:split-signals": cluster,
    "reviews:split-form": cluster,
    "reviews:grouping-form": cluster,
    "reviews:split-dismissal": _signal,
    "reviews:split-detail": _split,
    "reviews:split-reversal": _split,
}
