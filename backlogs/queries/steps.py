"""The steps an item may take next, as its page offers them."""

from __future__ import annotations

from dataclasses import dataclass

from backlogs.values import ItemState, allowed_states, needs_reason


@dataclass(frozen=True)
class Step:
    """A state the item may go to; one that needs a reason asks for it on a page of its own."""

    state: str
    label: str
    asks: bool
    is_usual: bool


def steps_from(state: ItemState, lacks: bool) -> tuple[Step, ...]:
    """Where it may go; shipping without an outcome asks whether that is meant."""
    return tuple(
        Step(
            after.value,
            VERBS[state, after],
            needs_reason(state, after) or (after is ItemState.SHIPPED and lacks),
            place == 0,
        )
        for place, after in enumerate(allowed_states(state))
    )


_I, _R, _P, _W, _S, _D = ItemState
VERBS = {
    (_I, _R): "Ready",
    (_I, _P): "Start",
    (_I, _D): "Drop",
    (_R, _P): "Start",
    (_R, _I): "Back to idea",
    (_R, _D): "Drop",
    (_P, _S): "Ship",
    (_P, _W): "Wait",
    (_P, _R): "Put back",
    (_P, _D): "Drop",
    (_W, _P): "Go on",
    (_W, _R): "Put back",
    (_W, _D): "Drop",
    (_S, _P): "Open again",
    (_D, _I): "Back to idea",
    (_D, _R): "Open again",
}
"""What the button says for each step; a test holds it complete."""
