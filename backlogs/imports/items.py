"""Rows of items beside the items found: new ones join the end of their cluster's order."""

from __future__ import annotations

import math

from django.db.models import Max

from backlogs.actions.order import last_ranks
from backlogs.calculations.ranks import ranks_between
from backlogs.imports.events import EVENT, at_noon, events_of, state_event
from backlogs.imports.identity import existing_item, is_repeated, kept_number, product_of
from backlogs.imports.loading import FIELDS
from backlogs.imports.people import Assignees
from backlogs.models import Item
from backlogs.values import ItemState, ItemType
from portfolio.kernel.importing import Insert, Ref, Row, Update, World, created, plan_keyed
from products.imports.clusters import home_of
from products.values import Dimension

MODEL = "backlogs.Item"
COMPARED = FIELDS | {"state": "state", "assignee": "assignee_id"}


def plan_items(world: World) -> None:
    """Compare the rows with the items found. New ones keep the places the file gives them."""
    new: list[tuple[Row, Ref]] = []
    rows = world.rows.get("item", [])
    people = Assignees(rows)
    for row in rows:
        product = product_of(world, row)
        if product is None or is_repeated(world, row) or not _is_dated(world, row):
            continue
        existing = existing_item(world, row, product)
        if existing is None:
            people.settle(row)
            new.append((row, product))
        elif existing.values["product_id"] != product.pk:
            reason = "the item belongs to another product; move it in the app"
            world.refuse(row, "product", reason, "moves-product")
        else:
            people.settle(row, existing.values["assignee_id"])
            _change(world, row, existing)
    people.note(world)
    new.sort(key=lambda pair: pair[0].values.get("place", math.inf))
    ranks = _last_ranks(world, new)
    numbers = _numbers(new)
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
        world.refuse(row, "closed_on", reason, "closed-without-day")
        return False
    return True


def _change(world: World, row: Row, existing: Ref) -> None:
    state = row.values.get("state", existing.values["state"])
    old = existing.values["state"]
    if _tidy(existing.values["description"]) == row.values.get("description"):
        del row.values["description"]  # it differs by line ends or outer blanks at most
    change = plan_keyed(world, row, existing, MODEL, COMPARED)
    if change is None or not change.operations:
        return
    update = change.operations[0]
    if isinstance(update, Update):
        update.before["touched_at"] = existing.values["touched_at"]
        update.after["touched_at"] = world.now
    if state != old:
        day = row.values.get("closed_on" if ItemState(state).is_closed else "started_on")
        at = at_noon(world, day, 2) if day else world.now
        values = state_event(world, row, existing, existing.values["product_id"], at, old, state)
        change.operations.append(Insert(EVENT, values))


def _tidy(text: str) -> str:
    return text.strip().replace("\r\n", "\n").replace("\r", "\n")


def _last_ranks(world: World, new: list[tuple[Row, Ref]]) -> dict[int, int | None]:
    """The last rank of each cluster, by the identity of its `Ref`; the lists are held already."""
    homes = {home.pk: home for _, product in new if (home := home_of(world, product)).pk}
    last = last_ranks([pk for pk in homes if pk is not None])
    return {id(homes[pk]): rank for pk, rank in last.items()}


def _numbers(new: list[tuple[Row, Ref]]) -> dict[int, int]:
    """The last number each product uses, those the rows bring along included."""
    products = {product.pk: product for _, product in new if product.pk}
    used = Item.objects.filter(product__in=products).values_list("product").annotate(Max("number"))
    numbers = {id(products[pk]): number for pk, number in used.order_by()}
    for row, product in new:
        kept = kept_number(row, product)
        numbers[id(product)] = max(numbers.get(id(product), 0), kept or 0)
    return numbers


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
    number = kept_number(row, product)
    if number is None:
        number = numbers[id(product)] = numbers.get(id(product), 0) + 1
    else:
        row.key = ""  # it is ours: its reference will find it
    state = row.values.get("state", ItemState.IDEA.value)
    created_at = (
        at_noon(world, row.values["created_on"], 0) if "created_on" in row.values else world.now
    )
    closed = row.values.get("closed_on")
    begun = (
        created_at if closed is None or "created_on" in row.values else at_noon(world, closed, 0)
    )
    ref = Ref("item", row.values["title"], row.key)
    values = {
        "type": ItemType.IMPROVEMENT.value,
        "dimension": Dimension.IMPROVEMENT.value,
        **{name: row.values[name] for name in FIELDS if name in row.values},
        "assignee_id": row.values.get("assignee"),
        "product_id": product,
        "cluster_id": home,
        "number": number,
        "state": state,
        "rank": rank,
        "created_at": begun,
        "touched_at": at_noon(world, closed, 2) if closed else begun,
        "version": 1,
    }
    operations = [Insert(MODEL, values, ref)]
    created(world, row, ref, [*operations, *events_of(world, row, ref, product, begun, state)])
