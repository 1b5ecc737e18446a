"""An act is taken back: all of it or nothing, never over what somebody did since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from backlogs.actions.living import check_changeable, check_living, locked_items
from backlogs.actions.moves import place_items
from backlogs.actions.numbers import numbers_in
from backlogs.actions.order import lock_backlog, note_refined
from backlogs.actions.places import Target
from backlogs.actions.together import write_events
from backlogs.calculations.acts import Step, anchors, by_values
from backlogs.calculations.freshness import rewound
from backlogs.models import Act, Backlog, Item, Move
from backlogs.values import ActKind, ItemState
from people.models import Person
from portfolio.kernel.errors import Conflict, NotFound
from portfolio.kernel.words import joined
from products.models import Product

DROPPED_BECAUSE = "Its adding was undone."
TAKEN_BACK = "Undone."


@transaction.atomic
def undo_act(by: Person, act: Act) -> Act:
    """Put back what the act did; one already undone stays as it is.

    Nothing is erased: places are moved back, states go back as events of their own, what was added
    is dropped. Raises `Conflict` naming both versions where somebody changed it since, `Refused`
    where a rule stands against it (a retired product). Nothing is changed then.
    """
    backlog = lock_backlog(act.cluster_id)
    act = Act.objects.select_for_update(no_key=True, of=("self",)).get(pk=act.pk)
    if act.undone_at is not None:
        return act
    now = timezone.now()
    steps = [Step.read(kept) for kept in act.steps]
    items = _locked(act, steps)
    if act.kind == ActKind.MOVE:
        _move_back(by, backlog, act, items, now)
    elif act.kind == ActKind.ADD:
        _drop(by, steps, items, now)
    else:
        _change_back(by, steps, items, now)
        note_refined([act.cluster_id], now)
    act.undone_at, act.undone_by = now, by
    act.save(update_fields=["undone_at", "undone_by"])
    return act


def _locked(act: Act, steps: Sequence[Step]) -> dict[int, Item]:
    rows: list[Item] = list(
        locked_items().filter(pk__in=[step.item for step in steps]).order_by("pk")
    )
    if len(rows) < len(steps):
        raise NotFound("An item of this act is no longer there.", code="item_gone")
    for item in rows:
        if item.cluster_id != act.cluster_id:
            raise _conflict([f"“{item.title}” is in the list of another cluster now"])
        check_changeable(item)
    return {item.pk: item for item in rows}


def _conflict(lines: list[str]) -> Conflict:
    return Conflict(
        "This cannot be undone any more without losing what was done since. Nothing was changed.",
        code="undo_stale",
        details={"lines": lines},
    )


def _move_back(
    by: Person, backlog: Backlog, act: Act, items: dict[int, Item], now: datetime
) -> None:
    """Put the items where they stood, beside the nearest item that has stood still since."""
    since = Move.objects.filter(cluster_id=act.cluster_id, version__gte=act.version or 0)
    moves = list(since.order_by("-at", "-id").values_list("item_id", "left_id", "version"))
    again = {key for key, _, version in moves if version != act.version and key in items}
    if again:
        raise _conflict([_moved_again(act, items[key]) for key in sorted(again)])
    every = Item.objects.filter(cluster_id=act.cluster_id).in_order().values_list("pk", flat=True)
    order = rewound(list(every), [(key, left) for key, left, _ in moves])
    moved = {key for key, _, _ in moves}
    for anchor, keys in anchors(order, items.keys(), moved):
        place_items(by, backlog, keys, Target(anchor, anchor is not None), now, is_act=False)


def _moved_again(act: Act, item: Item) -> str:
    later = Move.objects.filter(item=item, version__gt=act.version or 0)
    newest = later.select_related("by", "follows").latest("version", "id")
    who = newest.by.name if newest.by else "An import"
    place = f"after “{newest.follows.title}”" if newest.follows else "to the top"
    return f"{who} moved “{item.title}” {place} since"


def _drop(by: Person, steps: Sequence[Step], items: dict[int, Item], now: datetime) -> None:
    """What was added is dropped, unless somebody worked on it; dropped already is as wanted."""
    living = [step for step in steps if items[step.item].state != ItemState.DROPPED]
    touched = [
        items[step.item]
        for step in living
        if items[step.item].version > 1 or (step.state and items[step.item].state != step.state[1])
    ]
    if touched:
        raise _conflict(
            [
                f"“{item.title}” was worked on since and is {ItemState(item.state).label.lower()}"
                for item in touched
            ]
        )
    dropping = [(items[step.item], ItemState.DROPPED) for step in living]
    write_events(by, dropping, DROPPED_BECAUSE, now)


def _change_back(by: Person, steps: Sequence[Step], items: dict[int, Item], now: datetime) -> None:
    lines = [line for step in steps for line in _changed_since(step, items[step.item])]
    if lines:
        raise _conflict(lines)
    _check_homes(steps, items)
    for values, keys in by_values(steps):
        rows = Item.objects.filter(pk__in=keys)
        rows.update(**values, version=F("version") + 1, touched_at=now)
    for step in steps:
        product = step.fields.get("product_id")
        if product:
            items[step.item].product_id = product[0]
    back = [(items[step.item], step.state[0]) for step in steps if step.state]
    write_events(by, back, TAKEN_BACK, now)


def _changed_since(step: Step, item: Item) -> list[str]:
    found = []
    now: dict[str, Any] = {name: getattr(item, name) for name in step.fields}
    differing = step.changed_since(now)
    if differing:
        parts = [
            f"{name.removesuffix('_id')} is {_shown(there)}, not {_shown(made)} as the act left it"
            for name, (there, made) in differing.items()
        ]
        found.append(f"“{item.title}”: {joined(parts)}")
    if step.state and item.state != step.state[1]:
        there, made = ItemState(item.state).label.lower(), ItemState(step.state[1]).label.lower()
        found.append(f"“{item.title}” is {there}, not {made} as the act left it")
    return found


def _shown(value: Any) -> str:
    text = " ".join(str(value).split()) if value not in (None, "") else "empty"
    return f"“{text[:120]}…”" if len(text) > 120 else f"“{text}”"


def _check_homes(steps: Sequence[Step], items: dict[int, Item]) -> None:
    """Products that items go back to must be of their cluster; what they are called now is kept."""
    wanted = {
        step.item: step.fields["product_id"][0] for step in steps if "product_id" in step.fields
    }
    homes = {product.pk: product for product in Product.objects.filter(pk__in=wanted.values())}
    for product_id in set(wanted.values()):
        coming = [items[key] for key, home in wanted.items() if home == product_id]
        check_living(homes[product_id])
        numbers_in(homes[product_id], coming)
