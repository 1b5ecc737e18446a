"""An item goes from state to state, and each step is an event."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from backlogs.actions.acts import named, note_act
from backlogs.actions.items import locked_item
from backlogs.actions.living import check_changeable
from backlogs.actions.order import note_refined
from backlogs.actions.telling import tell_waiting
from backlogs.calculations.acts import Step
from backlogs.models import Item, StateEvent
from backlogs.values import REFINING, ActKind, ItemState, allowed_states, needs_reason
from people.models import Person
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.words import joined


@transaction.atomic
def change_state(
    by: Person | None,
    item: Item,
    state: str,
    reason: str = "",
    *,
    at: datetime | None = None,
    seen: str | None = None,
) -> Item:
    """Take the item to `state` and write the event; being there already changes nothing.

    `at` dates the step back (imports), never before the last one. `seen` is the state the person
    had on screen: `Conflict` when it is another one meanwhile. `Refused` for a step that does not
    exist and for dropping or opening again without a reason.
    """
    locked = locked_item(item)
    before, after = ItemState(locked.state), ItemState(state)
    if before is after:
        return locked
    if seen is not None and seen != before:
        raise Conflict(
            f"This item is {before.label.lower()} meanwhile.",
            code="stale_state",
            details={"yours": after, "theirs": before},
        )
    if at is None:
        check_changeable(locked)
    check_step(before, after, reason)
    when = at or timezone.now()
    _check_time(locked, when)
    StateEvent.objects.create(
        item=locked,
        product_id=locked.product_id,
        at=when,
        from_state=before,
        to_state=after,
        by=by,
        reason=reason.strip(),
    )
    locked.state = after
    locked.touched_at = max(locked.touched_at, when)
    locked.save(update_fields=["state", "touched_at"])
    if after in REFINING:
        note_refined([locked.cluster_id], when)
    if at is None:
        words, step = (
            f"set {named([locked])} to {after.label.lower()}",
            Step(locked.pk, {}, (before, after)),
        )
        locked.act = note_act(by, locked.cluster_id, ActKind.CHANGE, words, [step], when)
        tell_waiting(by, [locked], after, reason, when)
    return locked


def check_step(before: ItemState, after: ItemState, reason: str) -> None:
    """Raise `Refused` for a step that does not exist and for a missing reason."""
    allowed = allowed_states(before)
    if after not in allowed:
        ways = joined([state.label.lower() for state in allowed])
        raise Refused(
            f"From {before.label.lower()} an item goes to {ways}, not to {after.label.lower()}.",
            code="no_such_step",
            field="state",
        )
    if needs_reason(before, after) and not reason.strip():
        doing = "Dropping an item" if after is ItemState.DROPPED else "Opening an item again"
        raise Refused(f"{doing} needs a reason.", code="no_reason", field="reason")


def _check_time(item: Item, when: datetime) -> None:
    if when > timezone.now():
        raise Refused("That time has not come yet.", code="in_future", field="at")
    newest = item.events.order_by("-at", "-id").values_list("at", flat=True).first()
    if newest is not None and when < newest:
        raise Refused(
            f"The last step was on {timezone.localtime(newest):%-d %b %Y}; a later one cannot "
            "come before it.",
            code="before_last_step",
            field="at",
        )
