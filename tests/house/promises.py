"""How to write the addresses about who answers for a cluster."""

from __future__ import annotations

from collections.abc import Callable

from people.models import Person
from tests.house.world import Side, World


def _deputy(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"slug": side.product.cluster.slug, "pk": side.deputy.pk}


def _confirmation(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": side.confirmation.pk}


def _handover(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": side.handover.pk}


def _point(world: World, side: Side, actor: Person) -> dict[str, object]:
    return {"pk": side.handover.pk, "point": "access"}


PROMISES: dict[str, Callable[[World, Side, Person], dict[str, object]]] = {
    "products:deputy-removal": _deputy,
    "products:confirmation": _confirmation,
    "reviews:handover-detail": _handover,
    "reviews:handover-acceptance": _handover,
    "reviews:handover-refusal": _handover,
    "reviews:handover-withdrawal": _handover,
    "reviews:handover-point": _point,
}
