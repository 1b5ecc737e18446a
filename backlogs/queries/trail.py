"""Everything that happened to an item, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from backlogs.models import Item, Move, StateEvent
from backlogs.values import ItemState
from people.models import Person
from portfolio.kernel.words import joined

LONGEST = 50


@dataclass(frozen=True)
class Entry:
    """One line of the trail."""

    at: datetime
    who: str
    words: str
    reason: str = ""


@dataclass(frozen=True)
class History:
    """The trail with the state the item ended in and its newest entry's time."""

    entries: tuple[Entry, ...]
    state: ItemState
    newest: datetime


def trail_of(item: Item, end: datetime) -> History:
    """What happened to the item before `end`: states, moves and rewordings."""
    events = list(
        StateEvent.objects.filter(item=item, at__lt=end).select_related("by").order_by("-at", "-id")
    )
    moves = Move.objects.filter(item=item, at__lt=end).select_related(
        "by", "follows", "follows__product"
    )
    entries = [_event(event) for event in events]
    entries += [_move(move) for move in moves.order_by("-at", "-id")[:LONGEST]]
    entries += _edits(item, end)
    entries.sort(key=lambda entry: entry.at, reverse=True)
    return History(tuple(entries[:LONGEST]), ItemState(events[0].to_state), entries[0].at)


def _event(event: StateEvent) -> Entry:
    state = ItemState(event.to_state).label.lower()
    if event.by is None:
        words = f"Set to {state}" if event.from_state else f"Written down as {state}"
        return Entry(event.at, "", words, event.reason)
    words = f"set it to {state}" if event.from_state else f"wrote it down as {state}"
    return Entry(event.at, event.by.name, words, event.reason)


def _move(move: Move) -> Entry:
    if move.follows is None:
        place = "to the top"
    else:
        place = f"after {move.follows.product.key}-{move.follows.number}"
    if move.by is None:
        return Entry(move.at, "", f"Moved {place}")
    return Entry(move.at, move.by.name, f"moved it {place}")


NAMES = {
    "title": "title",
    "description": "description",
    "type": "type",
    "dimension": "dimension",
    "effort": "effort",
    "assignee_id": "assignee",
}


def _edits(item: Any, end: datetime) -> list[Entry]:
    """Rewordings, out of the history every row keeps: which fields differ from the row before."""
    rows = list(
        item.history.filter(pgh_created_at__lt=end)
        .select_related("pgh_context")
        .order_by("-pgh_id")[: LONGEST + 1]
    )
    found = []
    for row, before in pairwise(rows):
        changed = [
            word for name, word in NAMES.items() if getattr(row, name) != getattr(before, name)
        ]
        if changed:
            found.append((row, f"changed {joined(changed)}"))
    names = _names([row for row, _ in found])
    return [Entry(row.pgh_created_at, names.get(_who(row), ""), words) for row, words in found]


def _who(row: Any) -> int | None:
    return (row.pgh_context.metadata or {}).get("user") if row.pgh_context else None


def _names(rows: list[Any]) -> dict[int | None, str]:
    keys = {key for row in rows if (key := _who(row)) is not None}
    return dict(Person.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
