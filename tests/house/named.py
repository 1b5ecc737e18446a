"""What most addresses name: a product or its cluster, on one of the two sides."""

from __future__ import annotations

from collections.abc import Callable

from people.models import Person
from tests.house.world import Side, World

Arguments = Callable[[World, Side, Person], dict[str, object]]
"""The arguments of an address for the things of a side, as the actor would write them."""


def product(world: World, side: Side, actor: Person) -> dict[str, object]:
    """The product of the side."""
    return {"slug": side.product.slug}


def cluster(world: World, side: Side, actor: Person) -> dict[str, object]:
    """The cluster of that product."""
    return {"slug": side.product.cluster.slug}
