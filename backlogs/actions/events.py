"""A change of state, told with the event it left."""

from __future__ import annotations

from django.db import transaction

from backlogs.actions.items import locked_item
from backlogs.actions.states import change_state
from backlogs.models import Item, StateEvent
from people.models import Person


@transaction.atomic
def add_event(
    by: Person | None, item: Item, state: str, reason: str, *, seen: str | None = None
) -> tuple[StateEvent, bool]:
    """Change the state as `change_state` does; the event, and whether it is a new one.

    An item that is in the state already keeps the event that took it there.
    """
    is_new = locked_item(item).state != state
    change_state(by, item, state, reason, seen=seen)
    events = StateEvent.objects.filter(item=item).select_related("item__product", "product", "by")
    return events.order_by("-at", "-id")[0], is_new
