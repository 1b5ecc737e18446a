"""What people do with a roadmap: put something on it, move it, take it off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backlogs.actions.items import check_living
from backlogs.actions.roadmap_board import Board, Step, check_seen, lock_board, lock_boards, write
from backlogs.actions.roadmap_words import check_words, gather
from backlogs.calculations.roadmap import Arrangement, placed
from backlogs.models import Item, RoadmapEntry, RoadmapGathering
from backlogs.values import Column, ItemState, RoadmapAct
from people.models import Person
from portfolio.kernel.errors import Conflict, NotFound, Refused
from products.models import Cluster, Product

LARGEST = 60
"""Open entries at once; a sketch with more is a list, and the list is the backlog."""


@dataclass(frozen=True)
class Place:
    """A column, and a neighbour in it; without one the column's end."""

    column: Column
    after: int | None = None
    before: int | None = None
    first: bool = False


@dataclass(frozen=True)
class NewEntry:
    """What shall be put on: an item, or a theme with a title and the items it gathers."""

    item: Item | None = None
    title: str = ""
    sentence: str = ""
    product: Product | None = None
    gathers: Collection[Item] = ()


@transaction.atomic
def add_entry(
    by: Person | None,
    cluster: Cluster,
    wanted: NewEntry,
    place: Place,
    *,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> RoadmapEntry:
    """Put an item or a theme on the cluster's roadmap; without a product it is the cluster's.

    Raises `Refused` for what stands there already, for closed items and for a missing note.
    """
    board = lock_board(cluster.pk)
    check_seen(board, seen, by)
    if len(board.live) >= LARGEST:
        raise Refused(
            f"A roadmap holds {LARGEST} open entries at most. Take something off first.",
            code="roadmap_full",
        )
    product = wanted.item.product if wanted.item else wanted.product
    _check_home(product, cluster)
    if at is None:  # what is dated back may be from before that
        check_open(product, wanted.item)
    if wanted.item:
        check_free(wanted.item)
    title = "" if wanted.item else wanted.title
    entry = RoadmapEntry(cluster=cluster, product=product, item=wanted.item)
    entry.title, entry.sentence = check_words(title, wanted.sentence, is_theme=not wanted.item)
    entry.save()
    board.entries[entry.pk] = entry
    board.live.add(entry.pk)
    gather(entry, wanted.gathers, at)
    write(board, entry, _arranged(board, entry.pk, place), Step(RoadmapAct.ADDED, by, note, at))
    return entry


@transaction.atomic
def place_entry(
    by: Person | None,
    entry: RoadmapEntry,
    place: Place,
    *,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> bool:
    """Move an entry; whether that changed anything. Raises as `add_entry`."""
    board = lock_board(entry.cluster_id)
    check_seen(board, seen, by)
    fresh = _standing(board, entry)
    arrangement = _arranged(board, fresh.pk, place)
    if arrangement == board.arrangement:
        return False
    write(board, fresh, arrangement, Step(RoadmapAct.MOVED, by, note, at))
    return True


@transaction.atomic
def remove_entry(
    by: Person | None,
    entry: RoadmapEntry,
    *,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> bool:
    """Take an entry off; taken off already changes nothing. Work that is open needs a note."""
    board = lock_board(entry.cluster_id)
    if entry.pk not in board.entries:
        return False
    check_seen(board, seen, by)
    fresh = board.entries[entry.pk]
    write(
        board, fresh, board.arrangement.without({fresh.pk}), Step(RoadmapAct.REMOVED, by, note, at)
    )
    RoadmapGathering.objects.filter(entry=fresh, until=None).update(until=at or timezone.now())
    return True


def move_product_entries(by: Person | None, product: Product, cluster: Cluster) -> int:
    """The product's entries go to the end of their columns on the other cluster's roadmap.

    Within the caller's transaction, which moves the product. Themes left behind let go of its
    items. Nothing is put off by that, so nobody is asked for a note.
    """
    homes = RoadmapEntry.objects.filter(product=product).exclude(column="")
    from_ids = set(homes.exclude(cluster=cluster).values_list("cluster_id", flat=True))
    left = RoadmapGathering.objects.filter(item__product=product, entry__product=None, until=None)
    themes = set(left.values_list("entry__cluster_id", "entry_id"))
    touched = from_ids | {cluster_id for cluster_id, _ in themes}
    boards = lock_boards({*touched, cluster.pk}) if touched else {}
    left.update(until=timezone.now())
    for cluster_id, key in sorted(themes):
        board = boards[cluster_id]
        step = Step(RoadmapAct.GATHERED, by, f"{product.name} went to {cluster.name}.")
        write(board, board.entries[key], board.arrangement, step)
    moved = 0
    for home in sorted(from_ids):
        old, new = boards[home], boards[cluster.pk]
        going = [key for key in old.arrangement.keys if old.entries[key].product_id == product.pk]
        for key in going:
            _carry(by, old, new, key)
        moved += len(going)
    return moved


def _carry(by: Person | None, old: Board, new: Board, key: int) -> None:
    entry = old.entries[key]
    column = old.arrangement.column_of(key) or Column.LATER
    write(old, entry, old.arrangement.without({key}), Step(RoadmapAct.WENT, by))
    new.entries[key] = entry
    write(new, entry, placed(new.arrangement, key, column), Step(RoadmapAct.CAME, by))


def _arranged(board: Board, key: int, place: Place) -> Arrangement:
    others = [one for one in board.arrangement.of(place.column) if one != key]
    before = others[0] if place.first and others else place.before
    return placed(board.arrangement, key, place.column, after=place.after, before=before)


def _standing(board: Board, entry: RoadmapEntry) -> RoadmapEntry:
    if entry.pk not in board.entries:
        raise NotFound("This is no longer on the roadmap.", code="entry_gone")
    return board.entries[entry.pk]


def _check_home(product: Product | None, cluster: Cluster) -> None:
    """The product must be the cluster's still."""
    if product is None:
        return
    home = Product.objects.filter(pk=product.pk).values_list("cluster_id", flat=True).first()
    if home != cluster.pk:
        raise Conflict(
            f"{product.name} is not in {cluster.name} any more. Look again and repeat it.",
            code="product_moved",
        )


def check_open(product: Product | None, item: Item | None) -> None:
    """Raise `Refused` for a retired product and for an item that is closed."""
    if product is not None:
        check_living(product)
    if item is not None and ItemState(item.state).is_closed:
        raise Refused(
            "Only open items are put on a roadmap; this one is closed.",
            code="item_closed",
            field="what",
        )


def check_free(item: Item) -> None:
    """An item stands on a roadmap once: by itself or in one theme."""
    if RoadmapEntry.objects.filter(item=item).exclude(column="").exists():
        raise Refused("This item is on the roadmap already.", code="item_on_roadmap", field="what")
    theme = RoadmapGathering.objects.filter(item=item, until=None).select_related("entry").first()
    if theme is not None:
        raise Refused(
            f"This item is on the roadmap already, in “{theme.entry.title}”.",
            code="item_in_theme",
            field="what",
        )
