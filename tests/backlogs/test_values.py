"""Where an item may go, and when it must say why."""

import pytest

from backlogs.values import ItemState, ItemType, allowed_states, needs_reason

IDEA, READY, PROGRESS, WAITING, SHIPPED, DROPPED = ItemState
ALLOWED = {
    (IDEA, READY),
    (IDEA, PROGRESS),
    (IDEA, DROPPED),
    (READY, IDEA),
    (READY, PROGRESS),
    (READY, DROPPED),
    (PROGRESS, READY),
    (PROGRESS, WAITING),
    (PROGRESS, SHIPPED),
    (PROGRESS, DROPPED),
    (WAITING, READY),
    (WAITING, PROGRESS),
    (WAITING, DROPPED),
    (SHIPPED, PROGRESS),
    (DROPPED, IDEA),
    (DROPPED, READY),
}


@pytest.mark.parametrize("before", ItemState)
@pytest.mark.parametrize("after", ItemState)
def test_the_ways_an_item_may_go(before: ItemState, after: ItemState) -> None:
    assert (after in allowed_states(before)) == ((before, after) in ALLOWED)


def test_nothing_ships_that_was_not_in_progress() -> None:
    assert [state for state in ItemState if SHIPPED in allowed_states(state)] == [PROGRESS]


@pytest.mark.parametrize("before", ItemState)
@pytest.mark.parametrize("after", ItemState)
def test_dropping_and_opening_again_need_a_reason(before: ItemState, after: ItemState) -> None:
    assert needs_reason(before, after) == (after is DROPPED or before in (SHIPPED, DROPPED))


def test_what_the_words_say() -> None:
    assert [state for state in ItemState if state.is_closed] == [SHIPPED, DROPPED]
    assert [state for state in ItemState if state.is_started] == [PROGRESS, WAITING]
    assert [kind for kind in ItemType if not kind.asks_for_outcome] == [ItemType.FIX]
