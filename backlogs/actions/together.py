"""Several items of one list get the same words or go to the same state, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from backlogs.actions.order import lock_backlog, note_refined
from backlogs.actions.states import check_step
from backlogs.models import Item, StateEvent
from backlogs.values import REFINING, Dimension, ItemState, ItemType
from people.models import Person
from portfolio.kernel.errors import NotFound, Refused


@dataclass(frozen=True)
class Change:
    """What the items shall be from now on; None leaves it as it is. One reason for all."""

    type: ItemType | None = None
    dimension: Dimension | None = None
    state: ItemState | None = None
    reason: str = ""

    @property
    def words(self) -> dict[str, str]:
        """The fields to write that are no state."""
        asked = {"type": self.type, "dimension": self.dimension}
        return {name: value for name, value in asked.items() if value is not None}


@transaction.atomic
def change_items(by: Person | None, cluster_id: int, keys: Sequence[int], change: Change) -> int:
    """Change items of one cluster together; returns how many were not like that already.

    Raises `NotFound` for an item that is gone, `Refused` naming the first item of another cluster
    or one that cannot go to the state. Nothing is changed then. Ten statements for any number.
    """
    if not change.words and change.state is None:
        raise Refused("Say what to change.", code="nothing_asked", field="type")
    lock_backlog(cluster_id)
    items = _locked(cluster_id, keys)
    reworded = [item for item in items if _differs(item, change.words)]
    moving = [item for item in items if change.state and item.state != change.state]
    _reword(reworded, change)
    _step(by, moving, change)
    if reworded or (moving and change.state in REFINING):
        note_refined([cluster_id], timezone.now())
    return len({item.pk for item in [*reworded, *moving]})


def _locked(cluster_id: int, keys: Sequence[int]) -> list[Item]:
    """The items as they are now, in the order of their keys, locked."""
    rows = Item.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    items = list(rows)
    if not items or len(items) < len(set(keys)):
        raise NotFound("An item of the selection is no longer there.", code="item_gone")
    for item in items:
        if item.cluster_id != cluster_id:
            raise Refused(f"“{item.title}” belongs to another cluster.", code="other_cluster")
    return items


def _differs(item: Item, words: dict[str, str]) -> bool:
    return any(getattr(item, name) != value for name, value in words.items())


def _reword(items: list[Item], change: Change) -> None:
    if items:
        rows = Item.objects.filter(pk__in=[item.pk for item in items])
        rows.update(**change.words, version=F("version") + 1, touched_at=timezone.now())


def _step(by: Person | None, items: list[Item], change: Change) -> None:
    """Take the items to the state, each with its event; refuses for all where one cannot go."""
    if not items or change.state is None:
        return
    for item in items:
        try:
            check_step(ItemState(item.state), change.state, change.reason)
        except Refused as refused:
            words = f"“{item.title}”: {refused.message}" if len(items) > 1 else refused.message
            raise Refused(words, code=refused.code, field=refused.field) from refused
    now = timezone.now()
    events = [
        StateEvent(
            item=item,
            product_id=item.product_id,
            at=now,
            from_state=item.state,
            to_state=change.state,
            by=by,
            reason=change.reason.strip(),
        )
        for item in items
    ]
    StateEvent.objects.bulk_create(events)
    rows = Item.objects.filter(pk__in=[item.pk for item in items])
    rows.update(state=change.state, touched_at=now)
