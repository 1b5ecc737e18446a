"""A product comes back to the list it was moved from, and everything stands where it stood."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from backlogs.actions.order import keep_orders, lock_backlogs, write_ranks
from backlogs.actions.roadmap import move_product_entries
from backlogs.actions.roadmap_board import Step, lock_board, write
from backlogs.calculations.ranks import fresh_ranks
from backlogs.calculations.returning import returned
from backlogs.calculations.roadmap import ORDER, Arrangement
from backlogs.models import Backlog, Item, KeptOrder, Move, RoadmapChange, RoadmapGathering
from backlogs.values import RoadmapAct
from people.models import Person
from products.models import Cluster, Product


@transaction.atomic
def return_product(
    by: Person | None,
    product: Product,
    home: Cluster,
    since: datetime,
    themes: Collection[int] = (),
) -> None:
    """Put items and roadmap entries back where they were in `home` right before `since`.

    Items written since then come along. `themes` are the keys of the gatherings the move ended.
    The caller holds both clusters and has written the placement back.
    """
    _return_items(product, home, since)
    move_product_entries(by, product, home)
    _rearrange(by, product, home, since)
    _gather_again(themes)


def _return_items(product: Product, home: Cluster, since: datetime) -> None:
    coming = Item.objects.filter(product=product).exclude(cluster=home).in_order()
    backlogs = lock_backlogs(
        {home.pk, *coming.order_by().values_list("cluster_id", flat=True).distinct()}
    )
    keep = KeptOrder.objects.filter(cluster=home, at__gte=since).order_by("at", "pk").first()
    before = keep.items if keep else []
    keep_orders(backlogs)
    keys = list(coming.values_list("pk", flat=True))
    stayed = Item.objects.filter(cluster=home).in_order().values_list("pk", flat=True)
    moved = Move.objects.filter(cluster=home, at__gte=since).values_list("item_id", flat=True)
    order = returned(before, list(stayed), keys, set(moved))
    Item.objects.filter(pk__in=keys).update(cluster=home)
    write_ranks(order, fresh_ranks(len(order)))
    Backlog.objects.filter(pk__in=backlogs).update(order_version=F("order_version") + 1)


def _rearrange(by: Person | None, product: Product, home: Cluster, since: datetime) -> None:
    board = lock_board(home.pk)
    back = [key for key, entry in board.entries.items() if entry.product_id == product.pk]
    before = RoadmapChange.objects.filter(roadmap=board.roadmap, at__lt=since).last()
    if not back or before is None:
        return
    columns = []
    for column in ORDER:
        now = board.arrangement.of(column)
        columns.append(
            tuple(
                returned(
                    getattr(before, column.value),
                    [key for key in now if key not in back],
                    [key for key in now if key in back],
                )
            )
        )
    arrangement = Arrangement(*columns)
    if arrangement != board.arrangement:
        write(board, board.entries[back[0]], arrangement, Step(RoadmapAct.CAME, by))


def _gather_again(themes: Collection[int]) -> None:
    """Themes take their items back, unless those are in another theme by now."""
    ended = RoadmapGathering.objects.filter(pk__in=themes, until__isnull=False)
    taken = RoadmapGathering.objects.filter(until=None, item__in=ended.values("item"))
    ended.exclude(item__in=taken.values("item")).update(until=None)
