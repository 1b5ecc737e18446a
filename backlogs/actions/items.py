"""Items are added and reworded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from backlogs.actions.order import free_ranks, lock_backlog, note_refined
from backlogs.models import Backlog, Item, StateEvent
from backlogs.values import Dimension, ItemState, ItemType
from people.models import Person
from portfolio.kernel.errors import Conflict, NotFound, Refused
from products.models import Product, StagePeriod
from products.values import Stage

EDITABLE = ("title", "description", "type", "dimension", "effort", "assignee")
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


def check_living(product: Product) -> None:
    """Raise `Refused` for a retired product; what is dated back may be from before that."""
    if StagePeriod.objects.open().filter(product=product, stage=Stage.RETIRED).exists():
        raise Refused(
            f"{product.name} is retired and read-only.", code="product_retired", field="product"
        )


def next_number(product_id: int) -> int:
    """The next free number of the product; the caller holds its list."""
    newest = Item.objects.filter(product_id=product_id).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


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
    now = timezone.now()
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.touched_at = max(locked.touched_at, now)
    locked.save(update_fields=[*changed, "version", "touched_at"])
    note_refined([locked.cluster_id], now)
    return locked


def locked_item(item: Item) -> Item:
    """The item as it is now, its list and itself locked in that order."""
    lock_backlog(item.cluster_id)
    found = Item.objects.select_for_update(no_key=True).filter(pk=item.pk).first()
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
