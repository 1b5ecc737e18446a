"""Synthetic backlog items with the events that led to their states."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from backlogs.calculations.ranks import fresh_ranks
from backlogs.values import ItemState, ItemType
from portfolio.populate.clusters import ClusterPlan, ProductPlan
from portfolio.populate.frame import Frame, day_between, office_hour
from portfolio.populate.words import THINGS, VERBS
from products.values import Dimension

ITEMS_PER_PRODUCT = (12, 54)
STATES = (
    (ItemState.SHIPPED, 58),
    (ItemState.IDEA, 15),
    (ItemState.READY, 10),
    (ItemState.DROPPED, 8),
    (ItemState.IN_PROGRESS, 6),
    (ItemState.WAITING, 3),
)
# What goes before each state; a shipped item may have waited in between.
WAYS = {
    ItemState.IDEA: (ItemState.IDEA,),
    ItemState.READY: (ItemState.IDEA, ItemState.READY),
    ItemState.DROPPED: (ItemState.IDEA, ItemState.DROPPED),
    ItemState.IN_PROGRESS: (ItemState.IDEA, ItemState.READY, ItemState.IN_PROGRESS),
    ItemState.WAITING: (
        ItemState.IDEA, ItemState.READY, ItemState.IN_PROGRESS, ItemState.WAITING,
    ),
    ItemState.SHIPPED: (
        ItemState.IDEA, ItemState.READY, ItemState.IN_PROGRESS, ItemState.SHIPPED,
    ),
}  # fmt: skip
RESUMED = (
    ItemState.IDEA, ItemState.READY, ItemState.IN_PROGRESS, ItemState.WAITING,
    ItemState.IN_PROGRESS, ItemState.SHIPPED,
)  # fmt: skip
EFFORTS = (None, 1, 2, 3, 5, 8)


@dataclass(frozen=True)
class ItemPlan:
    """One item and the moments of its steps, in order."""

    id: int
    product_id: int
    cluster_id: int
    number: int
    rank: int
    title: str
    type: str
    dimension: str
    effort: int | None
    owner_id: int | None
    steps: tuple[tuple[ItemState, str], ...]


def plan(frame: Frame, clusters: list[ClusterPlan]) -> Iterator[ItemPlan]:
    """Every cluster's items in their order: a hundred a cluster, about 33 a product."""
    dice = frame.dice("items")
    key = 0
    for cluster in clusters:
        counts = [(product, dice.randint(*ITEMS_PER_PRODUCT)) for product in cluster.products]
        places = [(product, number + 1) for product, count in counts for number in range(count)]
        dice.shuffle(places)
        owner = cluster.owners[-1][0] if cluster.owners else None
        for (product, number), rank in zip(places, fresh_ranks(len(places)), strict=True):
            key += 1
            yield _item(frame, dice, key, product, number, rank, owner)


def _item(
    frame: Frame,
    dice: random.Random,
    key: int,
    product: ProductPlan,
    number: int,
    rank: int,
    owner_id: int | None,
) -> ItemPlan:
    return ItemPlan(
        id=key,
        product_id=product.id,
        cluster_id=product.cluster_id,
        number=number,
        rank=rank,
        title=f"{dice.choice(VERBS)} {dice.choice(THINGS)}",
        type=dice.choice(ItemType.texts()),
        dimension=dice.choice(Dimension.texts()),
        effort=dice.choice(EFFORTS),
        owner_id=owner_id,
        steps=tuple(_steps(frame, dice, product)),
    )


def _steps(
    frame: Frame, dice: random.Random, product: ProductPlan
) -> Iterator[tuple[ItemState, str]]:
    state = dice.choices([state for state, _ in STATES], [weight for _, weight in STATES])[0]
    if product.ended_on and not state.is_closed:
        state = ItemState.SHIPPED
    way = WAYS[state]
    if state is ItemState.SHIPPED and dice.randrange(4) == 0:
        way = RESUMED
    first = max(frame.begin, product.introduced_on)
    last = max(first, (product.ended_on or frame.today) - timedelta(days=1))
    yield from zip(way, _moments(dice, first, last, len(way)), strict=True)


def _moments(dice: random.Random, first: date, last: date, count: int) -> list[str]:
    """`count` moments in order, days or weeks apart, none before `first`."""
    days = [day_between(dice, first, last)]
    for _ in range(count - 1):
        days.append(max(first, days[-1] - timedelta(days=dice.randint(1, 30))))
    return sorted(office_hour(dice, day) for day in days)


def item_rows(items: list[ItemPlan]) -> Iterator[tuple[Any, ...]]:
    """The columns of `build.ITEM`."""
    for item in items:
        state = item.steps[-1][0]
        at_work = state in (ItemState.IN_PROGRESS, ItemState.WAITING)
        yield (
            item.id,
            item.product_id,
            item.cluster_id,
            item.number,
            item.title,
            "",
            item.type,
            item.dimension,
            state.value,
            item.effort,
            item.owner_id if at_work else None,
            item.rank,
            item.steps[0][1],
            item.steps[-1][1],
            1,
        )


def event_rows(items: list[ItemPlan]) -> Iterator[tuple[Any, ...]]:
    """Columns: item, product, at, from_state, to_state, by, reason."""
    for item in items:
        before = ""
        for state, at in item.steps:
            reason = "Nobody asked for it again." if state is ItemState.DROPPED else ""
            yield item.id, item.product_id, at, before, state.value, item.owner_id, reason
            before = state.value
