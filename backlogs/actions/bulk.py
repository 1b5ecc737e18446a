"""Many items at once, with their histories, in a constant number of statements."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backlogs.actions.items import check_fields
from backlogs.actions.numbers import newest_numbers, taken_numbers
from backlogs.actions.order import free_ranks, last_ranks, lock_backlogs
from backlogs.models import Backlog, Item, StateEvent
from backlogs.values import REFINING, Dimension, ItemState, ItemType
from people.models import Person
from portfolio.kernel.errors import Conflict, Refused
from products.models import Product

BATCH = 2000


@dataclass(frozen=True)
class NewState:
    """One step of a history: the state, since when, by whom, and why."""

    state: str
    at: datetime
    by_id: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class NewItem:
    """One item to add: at the end of its cluster's list, after those given before it.

    `history` is in order of time and begins with the state it was created in; its last state is the
    item's. Histories come from other tools, so any step is taken; a drop without a reason says so.
    `touched_at` defaults to the last step. `number` is kept from the source where it is free.
    """

    product_id: int
    title: str
    history: Sequence[NewState]
    type: str = ItemType.IMPROVEMENT
    dimension: str = Dimension.IMPROVEMENT
    effort: int | None = None
    description: str = ""
    assignee_id: int | None = None
    number: int | None = None
    touched_at: datetime | None = None


@transaction.atomic
def add_items(by: Person | None, items: Sequence[NewItem]) -> list[Item]:
    """Add `items`, of any products, in their order; returns them in that order with their keys.

    Raises `Refused` naming the first item that breaks a rule; nothing is added then.
    """
    for new in items:
        _check(new)
    homes = _lock_homes({new.product_id for new in items})
    numbers = _numbers(items)
    ranks = _ranks(items, homes)
    rows = [
        Item(
            product_id=new.product_id,
            cluster_id=homes[new.product_id],
            number=number,
            title=check_fields({"title": new.title})["title"],
            description=new.description,
            type=new.type,
            dimension=new.dimension,
            state=new.history[-1].state,
            effort=new.effort,
            assignee_id=new.assignee_id,
            rank=rank,
            created_at=new.history[0].at,
            touched_at=new.touched_at or new.history[-1].at,
        )
        for new, number, rank in zip(items, numbers, ranks, strict=True)
    ]
    added = Item.objects.bulk_create(rows, batch_size=BATCH)
    StateEvent.objects.bulk_create(
        [event for row, new in zip(added, items, strict=True) for event in _events(row, new, by)],
        batch_size=BATCH,
    )
    _note(items, homes)
    return added


def _check(new: NewItem) -> None:
    try:
        check_fields({"title": new.title, "effort": new.effort})
    except Refused as refused:
        refused.details["item"] = new
        raise
    times = [step.at for step in new.history]
    if not times or times != sorted(times) or times[-1] > timezone.now():
        raise Refused(
            f"“{new.title}” needs a history in order of time, up to now.",
            code="history_odd",
            field="history",
            details={"item": new},
        )


def _lock_homes(product_ids: set[int]) -> dict[int, int]:
    """The cluster of each product, their lists locked."""
    products = Product.objects.filter(pk__in=product_ids)
    homes = dict(products.values_list("pk", "cluster_id"))
    lock_backlogs(set(homes.values()))
    if dict(products.values_list("pk", "cluster_id")) != homes:
        raise Conflict("A product has moved to another cluster meanwhile.", code="product_moved")
    return homes


def _numbers(items: Sequence[NewItem]) -> list[int]:
    """A free number for each item, its own where it brings one that is free."""
    products = {new.product_id for new in items}
    newest = newest_numbers(products)
    asked = [(new.product_id, new.number) for new in items if new.number is not None]
    taken = taken_numbers(products, {number for _, number in asked}) if asked else set()
    for product_id, number in asked:
        newest[product_id] = max(newest[product_id], number)
    numbers: list[int] = []
    for new in items:
        number = new.number or 0
        if not number or (new.product_id, number) in taken:
            newest[new.product_id] += 1
            number = newest[new.product_id]
        taken.add((new.product_id, number))
        numbers.append(number)
    return numbers


def _ranks(items: Sequence[NewItem], homes: dict[int, int]) -> list[int]:
    counts = Counter(homes[new.product_id] for new in items)
    lasts = last_ranks(list(counts))
    free = {
        cluster_id: iter(free_ranks(cluster_id, lasts.get(cluster_id), None, count))
        for cluster_id, count in counts.items()
    }
    return [next(free[homes[new.product_id]]) for new in items]


def _events(row: Item, new: NewItem, by: Person | None) -> list[StateEvent]:
    events, before = [], ""
    for step in new.history:
        if step.state == before:
            continue
        reason = step.reason.strip()
        if step.state == ItemState.DROPPED and not reason:
            reason = "No reason given where it came from."
        events.append(
            StateEvent(
                item=row,
                product_id=row.product_id,
                at=step.at,
                from_state=before,
                to_state=step.state,
                by_id=step.by_id or (by.pk if by else None),
                reason=reason,
            )
        )
        before = step.state
    return events


def _note(items: Sequence[NewItem], homes: dict[int, int]) -> None:
    """Raise the lists' versions, and take the newest refining step as the day they were tended."""
    tended: dict[int, list[datetime]] = defaultdict(list)
    for new in items:
        steps = [step.at for step in new.history[1:] if step.state in REFINING]
        tended[homes[new.product_id]] += steps
    backlogs = list(Backlog.objects.filter(cluster_id__in=tended))
    for backlog in backlogs:
        known = [backlog.refined_at] if backlog.refined_at else []
        backlog.refined_at = max([*known, *tended[backlog.cluster_id]], default=None)
        backlog.order_version += 1
    Backlog.objects.bulk_update(backlogs, ["refined_at", "order_version"], batch_size=BATCH)
