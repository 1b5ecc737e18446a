"""Items are added and reworded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from backlogs.actions.acts import named, note_act
from backlogs.actions.living import check_changeable, check_living, locked_items
from backlogs.actions.numbers import next_number, numbers_in
from backlogs.actions.order import free_ranks, lock_backlog, note_refined
from backlogs.actions.telling import tell_assigned
from backlogs.calculations.acts import Step
from backlogs.models import Backlog, Item, StateEvent
from backlogs.values import ActKind, Dimension, ItemState, ItemType
from people.models import Person
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.words import joined
from products.models import Product

EDITABLE = ("title", "description", "type", "dimension", "effort", "assignee", "product")
COLUMNS = {"assignee": "assignee_id", "product": "product_id"}
LARGEST_EFFORT = 1000


@transaction.atomic
def add_item(
    by: Person | None,
    product: Product,
    *,
    title: str,
    type: str = ItemType.IMPROVEMENT,
    dimension: str = Dimension.IMPROVEMENT,
    effort: int | None = None,
    description: str = "",
    state: str = ItemState.IDEA,
    assignee: Person | None = None,
    at_top: bool = False,
    at: datetime | None = None,
) -> Item:
    """Add an open item to the product's list, at its end or its top. `at`: when, if not now."""
    checked = check_fields({"title": title, "effort": effort})
    if ItemState(state).is_closed:
        raise Refused("A new item starts open.", code="starts_closed", field="state")
    backlog = lock_home(product)
    if at is None:
        check_living(product)
    now = at or timezone.now()
    item = Item.objects.create(
        product=product,
        cluster_id=backlog.cluster_id,
        number=next_number(product.pk),
        title=checked["title"],
        description=description,
        type=type,
        dimension=dimension,
        state=state,
        effort=effort,
        assignee=assignee,
        rank=_rank_at_end(backlog.cluster_id, at_top),
        created_at=now,
        touched_at=now,
    )
    StateEvent.objects.create(item=item, product=product, at=now, to_state=state, by=by)
    backlog.order_version += 1
    backlog.save(update_fields=["order_version"])
    if at is None:
        added, step = f"added {named([item])}", Step(item.pk, state=("", state))
        item.act = note_act(by, item.cluster_id, ActKind.ADD, added, [step], now)
        tell_assigned(by, [item], assignee)
    return item


def lock_home(product: Product) -> Backlog:
    """The list the product belongs to, locked; raises `Conflict` if it moved out meanwhile."""
    backlog = lock_backlog(product.cluster_id)
    current = Product.objects.filter(pk=product.pk).values_list("cluster_id", flat=True).first()
    if current != backlog.cluster_id:
        raise Conflict(
            f"{product.name} has moved to another cluster meanwhile. Look again and repeat it.",
            code="product_moved",
        )
    return backlog


def _rank_at_end(cluster_id: int, at_top: bool) -> int:
    ends = Item.objects.filter(cluster_id=cluster_id).aggregate(first=Min("rank"), last=Max("rank"))
    after, before = (None, ends["first"]) if at_top else (ends["last"], None)
    return free_ranks(cluster_id, after, before, 1)[0]


@transaction.atomic
def edit_item(by: Person | None, item: Item, version: int, **fields: Any) -> Item:
    """Reword an item: any of `EDITABLE`. Unchanged values write nothing.

    Raises `Conflict` when somebody saved since `version` was read; its details hold what was asked
    (`yours`), what is there (`theirs`) and the version to save over knowingly.
    """
    wanted = check_fields({name: fields[name] for name in EDITABLE if name in fields})
    locked = locked_item(item)
    changed = {name: value for name, value in wanted.items() if getattr(locked, name) != value}
    if not changed:
        return locked
    check_changeable(locked)
    if locked.version != version:
        raise Conflict(
            "Somebody changed this item while you were writing. Both versions are below.",
            code="stale_version",
            details={
                "yours": wanted,
                "theirs": {name: getattr(locked, name) for name in wanted},
                "version": locked.version,
            },
        )
    _reword(by, locked, changed)
    return locked


def _reword(by: Person | None, item: Item, changed: dict[str, Any]) -> None:
    now = timezone.now()
    words = f"changed the {joined(list(changed))} of {named([item])}"
    if "product" in changed:
        check_living(changed["product"])
        changed["number"] = numbers_in(changed["product"], [item])[item.pk]
    columns = [COLUMNS.get(name, name) for name in changed]
    before = {name: getattr(item, name) for name in columns}
    for name, value in changed.items():
        setattr(item, name, value)
    item.version += 1
    item.touched_at = max(item.touched_at, now)
    item.save(update_fields=[*changed, "version", "touched_at"])
    note_refined([item.cluster_id], now)
    step = Step(item.pk, {name: (before[name], getattr(item, name)) for name in columns})
    item.act = note_act(by, item.cluster_id, ActKind.CHANGE, words, [step], now)
    tell_assigned(by, [item], changed.get("assignee"))


def locked_item(item: Item) -> Item:
    """The item as it is now, its list and itself locked in that order; knows `is_retired`."""
    lock_backlog(item.cluster_id)
    found: Item | None = locked_items().filter(pk=item.pk).first()
    if found is None:
        raise NotFound("This item is no longer there.", code="item_gone", field="item")
    return found


def check_fields(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with their texts trimmed; raises `Refused` for a missing title and odd effort."""
    checked = dict(fields)
    if "title" in checked:
        checked["title"] = " ".join(str(checked["title"]).split())
        if not checked["title"]:
            raise Refused("An item needs a title.", code="no_title", field="title")
        if len(checked["title"]) > 300:
            raise Refused(
                "A title has at most 300 characters; put the rest into the description.",
                code="title_long",
                field="title",
            )
    effort = checked.get("effort")
    if effort is not None and not 0 < effort <= LARGEST_EFFORT:
        raise Refused(
            f"Effort is 1 to {LARGEST_EFFORT} points, or nothing.",
            code="effort_odd",
            field="effort",
        )
    return checked
