"""Several items of one list get the same words or go to the same state, all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from backlogs.actions.acts import named, note_act
from backlogs.actions.items import check_fields
from backlogs.actions.living import check_changeable, check_living, locked_items
from backlogs.actions.numbers import numbers_in
from backlogs.actions.order import lock_backlog, note_refined
from backlogs.actions.states import check_step
from backlogs.actions.telling import tell_assigned, tell_waiting
from backlogs.calculations.acts import Step
from backlogs.calculations.seen import Seen
from backlogs.models import Item, StateEvent
from backlogs.values import REFINING, ActKind, Dimension, ItemState, ItemType
from people.models import Person
from portfolio.kernel.errors import Conflict, NotFound, Refused
from products.models import Product


class Keep(Enum):
    """Says of a value that may be empty that it shall stay as it is."""

    AS_IT_IS = "as it is"


KEEP = Keep.AS_IT_IS


@dataclass(frozen=True)
class Change:
    """What the items shall be from now on; None (or `KEEP`) leaves it. One reason for all."""

    type: ItemType | None = None
    dimension: Dimension | None = None
    state: ItemState | None = None
    reason: str = ""
    effort: int | Keep | None = KEEP
    assignee: Person | Keep | None = KEEP
    product: Product | None = None

    @property
    def words(self) -> dict[str, Any]:
        """The columns to write that are no state."""
        asked: dict[str, Any] = {"type": self.type, "dimension": self.dimension}
        found = {name: value for name, value in asked.items() if value is not None}
        if self.product is not None:
            found["product_id"] = self.product.pk
        if self.effort is not KEEP:
            found["effort"] = self.effort
        if self.assignee is not KEEP:
            found["assignee_id"] = self.assignee.pk if isinstance(self.assignee, Person) else None
        return found


@dataclass(frozen=True)
class Changed:
    """How many were not like that already, and the act that can be undone."""

    count: int
    act: int | None = None


@transaction.atomic
def change_items(
    by: Person | None,
    cluster_id: int,
    keys: Sequence[int],
    change: Change,
    seen: Mapping[int, Seen] | None = None,
) -> Changed:
    """Change items of one cluster together.

    Raises `NotFound` for an item that is gone, `Refused` naming the first item of another cluster
    or one that cannot go to the state, `Conflict` naming those that are no longer what the person
    has `seen`. Nothing is changed then. As many statements for fifty items as for five.
    """
    words = change.words
    if not words and change.state is None:
        raise Refused("Say what to change.", code="nothing_asked", field="type")
    check_fields(words)
    lock_backlog(cluster_id)
    items = _locked(cluster_id, keys)
    reworded = [item for item in items if any(getattr(item, n) != v for n, v in words.items())]
    moving = [item for item in items if change.state and item.state != change.state]
    touched = list({item.pk: item for item in [*reworded, *moving]}.values())
    _check_seen(touched, seen or {})
    for item in touched:
        check_changeable(item)
    now = timezone.now()
    fields = _reword(reworded, change, now)
    steps = [_kept(item, fields.get(item.pk, {}), change, item in moving) for item in touched]
    _step(by, moving, change, now)
    tell_waiting(by, moving, change.state or "", change.reason, now)
    _tell(by, reworded, change)
    if reworded or (moving and change.state in REFINING):
        note_refined([cluster_id], now)
    act = note_act(by, cluster_id, ActKind.CHANGE, _said(touched, change), steps, now)
    return Changed(len(touched), act)


def _tell(by: Person | None, items: list[Item], change: Change) -> None:
    if isinstance(change.assignee, Person):
        given = [item for item in items if item.assignee_id != change.assignee.pk]
        tell_assigned(by, given, change.assignee)


def _locked(cluster_id: int, keys: Sequence[int]) -> list[Item]:
    """The items as they are now, in the order of their keys, locked."""
    items: list[Item] = list(locked_items().filter(pk__in=keys).order_by("pk"))
    if not items or len(items) < len(set(keys)):
        raise NotFound("An item of the selection is no longer there.", code="item_gone")
    for item in items:
        if item.cluster_id != cluster_id:
            raise Refused(f"“{item.title}” belongs to another cluster.", code="other_cluster")
    return items


def _check_seen(items: Sequence[Item], seen: Mapping[int, Seen]) -> None:
    """Raise `Conflict` naming the items that somebody changed since they were shown."""
    lines = []
    for item in items:
        was, state = seen.get(item.pk), ItemState(item.state)
        if was is not None and was.state is not state:
            there, seen_as = state.label.lower(), was.state.label.lower()
            lines.append(f"“{item.title}” is {there}, was {seen_as} on your page")
        elif was is not None and was.version != item.version:
            lines.append(f"“{item.title}” was changed: {_now(item)}")
    if lines:
        raise Conflict(
            "Some of these were changed meanwhile; nothing was written. Here they are as they are "
            "now. Do it again if you still want it.",
            code="stale_items",
            details={"lines": lines},
        )


def _now(item: Item) -> str:
    kind = f"{ItemType(item.type).label.lower()}, {Dimension(item.dimension).label.lower()}"
    return f"{kind}, {item.effort or 'no'} points"


def _reword(items: list[Item], change: Change, now: datetime) -> dict[int, dict[str, Any]]:
    """Write the words; says of each item what its columns were and are."""
    if not items:
        return {}
    words = change.words
    rows = Item.objects.filter(pk__in=[item.pk for item in items])
    fields = {
        item.pk: {name: (getattr(item, name), value) for name, value in words.items()}
        for item in items
    }
    numbers = _numbers(items, change.product)
    for item in items:
        if item.pk in numbers:
            fields[item.pk]["number"] = (item.number, numbers[item.pk])
            item.number, item.product_id = numbers[item.pk], words["product_id"]
    Item.objects.bulk_update([item for item in items if item.pk in numbers], ["product", "number"])
    rows.update(**words, version=F("version") + 1, touched_at=now)
    return fields


def _numbers(items: list[Item], product: Product | None) -> dict[int, int]:
    """New numbers for those that come to `product` from another one."""
    coming = [item for item in items if product and item.product_id != product.pk]
    if product is None or not coming:
        return {}
    check_living(product)
    return numbers_in(product, coming)


def _kept(item: Item, fields: dict[str, Any], change: Change, is_moving: bool) -> Step:
    changed = {name: pair for name, pair in fields.items() if pair[0] != pair[1]}
    state = (item.state, change.state) if is_moving and change.state else None
    return Step(item.pk, changed, state)


def _said(items: Sequence[Item], change: Change) -> str:
    if change.state is not None:
        return f"set {named(items)} to {change.state.label.lower()}" if items else ""
    return f"changed {named(items)}" if items else ""


def _step(by: Person | None, items: list[Item], change: Change, now: datetime) -> None:
    """Take the items to the state, each with its event; refuses for all where one cannot go."""
    if not items or change.state is None:
        return
    for item in items:
        try:
            check_step(ItemState(item.state), change.state, change.reason)
        except Refused as refused:
            words = f"“{item.title}”: {refused.message}" if len(items) > 1 else refused.message
            raise Refused(words, code=refused.code, field=refused.field) from refused
    reason = change.reason.strip()
    write_events(by, [(item, change.state) for item in items], reason, now)


def write_events(
    by: Person | None, steps: Sequence[tuple[Item, str]], reason: str, now: datetime
) -> None:
    """Take each item to its state with its event; whether it may go there has been decided."""
    events = [
        StateEvent(
            item=item,
            product_id=item.product_id,
            at=now,
            from_state=item.state,
            to_state=state,
            by=by,
            reason=reason,
        )
        for item, state in steps
    ]
    StateEvent.objects.bulk_create(events)
    for state in {state for _, state in steps}:
        rows = Item.objects.filter(pk__in=[item.pk for item, to in steps if to == state])
        rows.update(state=state, touched_at=now)
