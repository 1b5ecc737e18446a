"""How to write the addresses about split signals, splits, and what weighs on a product."""

from __future__ import annotations

from collections.abc import Callable

from people.models import Person
from tests.house.world import Side, World

Arguments = Callable[[World, Side, Person], dict[str, object]]


def _product(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"slug": side.product.slug}


def _cluster(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"slug": side.product.cluster.slug}


def _signal(world: World, side: Side, actor: Person) -> dict[str, object]:
    cluster = _cluster(world, side, actor)
    return {**cluster, "product": side.product.slug, "signal": "crowding"}


def _split(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": world.split.pk}


SPLITS: dict[str, Arguments] = {
    "products:owner-hours": _product,
    "products:strategic-mark": _product,
    "products:strategic-mark-removal": _product,
    "reviews:split-signals": _cluster,
    "reviews:split-form": _cluster,
    "reviews:grouping-form": _cluster,
    "reviews:split-dismissal": _signal,
    "reviews:split-detail": _split,
    "reviews:split-reversal": _split,
}
