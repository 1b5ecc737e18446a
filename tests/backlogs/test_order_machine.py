"""Any mix of adding, moving, shipping, opening again, dropping and giving away keeps the order."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from backlogs.actions import Change, add_item, change_items, change_state, edit_item, move_items
from backlogs.models import Backlog, Item
from backlogs.values import ItemState
from portfolio.kernel.errors import Refused
from tests.builders import make_cluster, make_product

hands = st.integers(0, 10_000)
several = st.lists(hands, min_size=1, max_size=4)
WHY = "Because."


class Order(RuleBasedStateMachine):
    """The list in PostgreSQL beside a Python list of keys; closed items keep their place in both."""

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.cluster = make_cluster("Pay", summary="Who is paid what.")
        self.products = [
            make_product(name, self.cluster, key=key)
            for name, key in (("Payroll", "PAY"), ("Expenses", "EXP"))
        ]
        self.order: list[int] = []
        self.states: dict[int, ItemState] = {}
        self.version = 0

    def open_ones(self):
        return [key for key in self.order if not self.states[key].is_closed]

    def some(self, picks, keys):
        return list(dict.fromkeys(keys[pick % len(keys)] for pick in picks))

    @rule(at_top=st.booleans(), which=st.integers(0, 1))
    def add(self, at_top, which):
        item = add_item(None, self.products[which], title="Item", at_top=at_top)
        self.order.insert(0 if at_top else len(self.order), item.pk)
        self.states[item.pk] = ItemState.IDEA

    @precondition(lambda self: len(self.open_ones()) > 1)
    @rule(picks=several, place=hands, is_after=st.booleans())
    def move_beside(self, picks, place, is_after):
        """Any other item will do as a neighbour, a closed one too."""
        moving = self.some(picks, self.open_ones())
        others = [key for key in self.order if key not in moving]
        if others:
            target = others[place % len(others)]
            move_items(None, moving, **{"after" if is_after else "before": target})
            self.put(moving, target, is_after)

    @precondition(lambda self: self.open_ones())
    @rule(picks=several, position=st.integers(1, 12))
    def move_to_position(self, picks, position):
        """Positions count open items: before the one that stands there, or behind the last."""
        moving = self.some(picks, self.open_ones())
        move_items(None, moving, to=position)
        others = [key for key in self.open_ones() if key not in moving]
        if others:
            beyond = position > len(others)
            self.put(moving, others[-1] if beyond else others[position - 1], beyond)

    @precondition(lambda self: self.open_ones())
    @rule(picks=several, end=st.sampled_from(["top", "bottom"]))
    def move_to_end(self, picks, end):
        moving = self.some(picks, self.open_ones())
        move_items(None, moving, to=end)
        others = [key for key in self.open_ones() if key not in moving]
        if others:
            self.put(moving, others[0 if end == "top" else -1], end == "bottom")

    @precondition(lambda self: self.order)
    @rule(pick=hands)
    def ship_or_open_again(self, pick):
        key = self.order[pick % len(self.order)]
        if self.states[key].is_closed:
            dropped = self.states[key] is ItemState.DROPPED
            steps = [ItemState.READY if dropped else ItemState.IN_PROGRESS]
        else:
            steps = [ItemState.IN_PROGRESS, ItemState.SHIPPED]
        for state in steps:
            change_state(None, Item.objects.get(pk=key), state, WHY)
            self.states[key] = state

    @precondition(lambda self: self.open_ones())
    @rule(picks=several)
    def drop_several(self, picks):
        keys = self.some(picks, self.open_ones())
        change = Change(state=ItemState.DROPPED, reason=WHY)
        change_items(None, self.cluster.pk, keys, change)
        self.states |= dict.fromkeys(keys, ItemState.DROPPED)

    @precondition(lambda self: self.order)
    @rule(pick=hands, which=st.integers(0, 1))
    def give_to_a_product(self, pick, which):
        item = Item.objects.get(pk=self.order[pick % len(self.order)])
        edit_item(None, item, item.version, product=self.products[which])
        item.refresh_from_db()
        assert item.product_id == self.products[which].pk

    @precondition(lambda self: len(self.open_ones()) < len(self.order))
    @rule(picks=several, pick=hands)
    def a_closed_item_is_not_moved(self, picks, pick):
        closed = [key for key in self.order if self.states[key].is_closed]
        keys = {closed[pick % len(closed)], *self.some(picks, self.order)}
        with pytest.raises(Refused):
            move_items(None, sorted(keys), to="top")

    def put(self, moving, target, is_after):
        """The items in their present order, directly beside the target."""
        block = [key for key in self.order if key in moving]
        rest = [key for key in self.order if key not in moving]
        place = rest.index(target) + is_after
        self.order = rest[:place] + block + rest[place:]

    @invariant()
    def the_order_is_the_plain_lists(self):
        keys = list(Item.objects.in_order().values_list("pk", flat=True))
        assert [key for key in keys if not self.states[key].is_closed] == self.open_ones()
        assert keys == self.order

    @invariant()
    def the_states_are_the_events(self):
        assert dict(Item.objects.values_list("pk", "state")) == self.states

    @invariant()
    def no_two_share_a_rank_or_a_name(self):
        found = list(Item.objects.values_list("rank", flat=True))
        assert len(set(found)) == len(found)
        connection.check_constraints()

    @invariant()
    def the_version_never_falls(self):
        version = Backlog.objects.values_list("order_version", flat=True).first() or 0
        assert version >= self.version
        self.version = version


@pytest.mark.django_db
def test_any_mix_of_acts_leaves_the_order_a_plain_list_would_have():
    run_state_machine_as_test(
        Order,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
