"""What happened to an imported item, as far as its file dates it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from backlogs.values import ItemState
from portfolio.kernel.importing import Insert, Ref, Row, World

EVENT = "backlogs.StateEvent"
NOON = time(12)


def events_of(
    world: World, row: Row, item: Ref, product: Ref, begun: datetime, state: str
) -> list[Insert]:
    """Creation, start and end, as far as the file dates them."""
    steps: list[tuple[datetime, str]] = []
    started, closed = row.values.get("started_on"), row.values.get("closed_on")
    if started is not None and state not in (ItemState.IDEA, ItemState.READY):
        steps.append((at_noon(world, started, 1), ItemState.IN_PROGRESS.value))
    if closed is not None and ItemState(state).is_closed:
        steps.append((at_noon(world, closed, 2), state))
    if not steps or steps[-1][1] != state:
        if not steps:
            return [Insert(EVENT, state_event(world, row, item, product, begun, "", state))]
        steps.append((min(steps[-1][0] + timedelta(minutes=1), world.now), state))
    events, before = (
        [Insert(EVENT, state_event(world, row, item, product, begun, "", "idea"))],
        "idea",
    )
    for at, after in steps:
        events.append(Insert(EVENT, state_event(world, row, item, product, at, before, after)))
        before = after
    return events


def state_event(
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


def at_noon(world: World, day: date, minute: int) -> datetime:
    """A day as a moment: noon, and a minute on for each further event of the same day.

    Never later than now: a step dated today must not stand before what people do this morning.
    """
    noon = timezone.make_aware(datetime.combine(day, NOON)) + timedelta(minutes=minute)
    return min(noon, world.now)
