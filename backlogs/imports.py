"""Backlog items from a list: new ones join the end of their cluster's order, in file order."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Max
from django.utils import timezone

from backlogs.actions.order import last_ranks, lock_backlogs
from backlogs.calculations.ranks import ranks_between
from backlogs.models import Backlog, Item
from backlogs.values import ItemState, ItemType
from portfolio.kernel.importing import Insert, Ref, Row, Update, World, created, plan_keyed
from products.imports.clusters import home_of
from products.values import Dimension

MODEL = "backlogs.Item"
EVENT = "backlogs.StateEvent"
FIELDS = {name: name for name in ("title", "description", "type", "dimension", "effort")}
READ = (*FIELDS, "state", "version", "product_id", "cluster_id", "touched_at")
NOON = time(12)


def load_items(world: World) -> None:
    """Find the items this source brought before."""
    known = set(world.known.get("item", {}).values())
    if not known:
        return
    items = Item.objects.filter(pk__in=known).order_by("pk")
    if world.lock:  # the lists first, as everybody does: a move holds its list and then its item
        lock_backlogs(set(items.order_by().values_list("cluster_id", flat=True)))
        items = items.select_for_update(no_key=True)
    for item in items:
        values = {name: getattr(item, name) for name in READ}
        world.add(Ref("item", item.title, "", item.pk, values))


def plan_items(world: World) -> None:
    """Compare the rows with the items found."""
    ranks: dict[int, int | None] = {}
    numbers: dict[int, int] = {}
    new: list[tuple[Row, Ref]] = []
    for row in world.rows.get("item", []):
        product = world.resolve(row, "product")
        if product is None or not _is_dated(world, row):
            continue
        existing = world.keyed("item", row.key)
        if existing is None:
            new.append((row, product))
            continue
        if existing.values["product_id"] != product.pk:
            reason = "the item belongs to another product; move it in the app"
            world.refuse(row, "product", reason, "moves-product")
            continue
        _change(world, row, existing)
    _read_ends(world, new, ranks, numbers)
    for row, product in new:
        _create(world, row, product, ranks, numbers)


def _is_dated(world: World, row: Row) -> bool:
    """A closed item says when it was closed, and no day lies in the future or out of order."""
    days = [row.values.get(name) for name in ("created_on", "started_on", "closed_on")]
    given = [day for day in days if day is not None]
    if given != sorted(given):
        world.refuse(row, "closed_on", "its days are out of order", "days-out-of-order")
        return False
    if given and given[-1] > world.today:
        world.refuse(row, "closed_on", "a day that has not come yet", "in-future")
        return False
    state = ItemState(row.values.get("state", ItemState.IDEA))
    if state.is_closed and row.values.get("closed_on") is None:
        reason = f"{state.label.lower()}, but nothing says when, and flow is counted by that day"
        world.refuse(row, "state", reason, "closed-without-day")
        return False
    return True


def _change(world: World, row: Row, existing: Ref) -> None:
    state = row.values.get("state", existing.values["state"])
    old = existing.values["state"]
    change = plan_keyed(world, row, existing, MODEL, FIELDS | {"state": "state"})
    if change is None or not change.operations:
        return
    update = change.operations[0]
    if isinstance(update, Update):
        update.before["touched_at"] = existing.values["touched_at"]
        update.after["touched_at"] = world.now
    if state != old:
        day = row.values.get("closed_on" if ItemState(state).is_closed else "started_on")
        at = _at(day, 2) if day else world.now
        values = _event(world, row, existing, existing.values["product_id"], at, old, state)
        change.operations.append(Insert(EVENT, values))


def _read_ends(
    world: World, new: list[tuple[Row, Ref]], ranks: dict[int, int | None], numbers: dict[int, int]
) -> None:
    """The last rank of each cluster and the last number of each product, in two queries."""
    homes = {home.pk: home for _, product in new if (home := home_of(world, product)).pk}
    products = {product.pk: product for _, product in new if product.pk}
    if world.lock:
        lock_backlogs([pk for pk in homes if pk is not None])
    last = last_ranks([pk for pk in homes if pk is not None])
    ranks.update({id(homes[pk]): rank for pk, rank in last.items()})
    used = Item.objects.filter(product__in=products).values_list("product").annotate(Max("number"))
    numbers.update({id(products[pk]): number for pk, number in used.order_by()})


def note_new_items(cluster_ids: Collection[int]) -> None:
    """The lists have grown: their versions rise, so that an open page notices."""
    lock_backlogs(cluster_ids)
    Backlog.objects.filter(pk__in=cluster_ids).update(order_version=F("order_version") + 1)


def _create(
    world: World,
    row: Row,
    product: Ref,
    ranks: dict[int, int | None],
    numbers: dict[int, int],
) -> None:
    home = home_of(world, product)
    rank = (ranks_between(ranks.get(id(home)), None) or [0])[0]
    ranks[id(home)] = rank
    numbers[id(product)] = numbers.get(id(product), 0) + 1
    state = row.values.get("state", ItemState.IDEA.value)
    created_at = _at(row.values["created_on"], 0) if "created_on" in row.values else world.now
    closed = row.values.get("closed_on")
    begun = created_at if closed is None or "created_on" in row.values else _at(closed, 0)
    ref = Ref("item", row.values["title"], row.key)
    values = {
        "type": ItemType.IMPROVEMENT.value,
        "dimension": Dimension.IMPROVEMENT.value,
        **{name: row.values[name] for name in FIELDS if name in row.values},
        "product_id": product,
        "cluster_id": home,
        "number": numbers[id(product)],
        "state": state,
        "rank": rank,
        "created_at": begun,
        "touched_at": _at(closed, 2) if closed else begun,
        "version": 1,
    }
    operations = [Insert(MODEL, values, ref)]
    created(world, row, ref, [*operations, *_events(world, row, ref, product, begun, state)])


def _events(
    world: World, row: Row, item: Ref, product: Ref, begun: datetime, state: str
) -> list[Insert]:
    """Creation, start and end, as far as the file dates them."""
    steps: list[tuple[datetime, str]] = []
    started, closed = row.values.get("started_on"), row.values.get("closed_on")
    if started is not None and state not in (ItemState.IDEA, ItemState.READY):
        steps.append((_at(started, 1), ItemState.IN_PROGRESS.value))
    if closed is not None and ItemState(state).is_closed:
        steps.append((_at(closed, 2), state))
    if not steps or steps[-1][1] != state:
        if not steps:
            return [Insert(EVENT, _event(world, row, item, product, begun, "", state))]
        steps.append((steps[-1][0] + timedelta(minutes=1), state))
    events, before = [Insert(EVENT, _event(world, row, item, product, begun, "", "idea"))], "idea"
    for at, after in steps:
        events.append(Insert(EVENT, _event(world, row, item, product, at, before, after)))
        before = after
    return events


def _event(
    world: World, row: Row, item: Ref, product: Ref | int, at: datetime, before: str, after: str
) -> dict[str, Any]:
    reason = row.values.get("reason", "")
    if not reason and after == ItemState.DROPPED:
        reason = f"As stated by {world.source} ({row.origin.label})"
    return {
        "item_id": item,
        "product_id": product,
        "at": at,
        "from_state": before,
        "to_state": after,
        "by_id": world.by_id,
        "reason": reason,
    }


def _at(day: date, minute: int) -> datetime:
    """A day as a moment: noon, and a minute on for each further event of the same day."""
    return timezone.make_aware(datetime.combine(day, NOON)) + timedelta(minutes=minute)
