"""Any mix of adding, moving, shipping and dropping leaves the order a plain list would have."""

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

from backlogs.actions import add_item, change_state, move_items
from backlogs.models import Backlog, Item
from tests.builders import make_product

hands = st.integers(0, 10_000)


class Order(RuleBasedStateMachine):
    """The list in PostgreSQL beside a Python list of keys."""

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.product = make_product("Payroll", key="PAY")
        self.order: list[int] = []
        self.version = 0

    @rule(at_top=st.booleans())
    def add(self, at_top):
        item = add_item(None, self.product, title="Item", at_top=at_top)
        self.order.insert(0 if at_top else len(self.order), item.pk)

    @precondition(lambda self: len(self.order) > 1)
    @rule(picks=st.lists(hands, min_size=1, max_size=3), place=hands, side=st.booleans())
    def move_beside(self, picks, place, side):
        moving = {self.order[pick % len(self.order)] for pick in picks}
        others = [key for key in self.order if key not in moving]
        if not others:
            return
        target = others[place % len(others)]
        move_items(None, sorted(moving), **{"after" if side else "before": target})
        self._put(moving, others, others.index(target) + side)

    @precondition(lambda self: self.order)
    @rule(pick=hands, position=st.integers(1, 12))
    def move_to_position(self, pick, position):
        key = self.order[pick % len(self.order)]
        move_items(None, [key], to=position)
        self._put({key}, [other for other in self.order if other != key], position - 1)

    @precondition(lambda self: self.order)
    @rule(pick=hands)
    def drop(self, pick):
        key = self.order.pop(pick % len(self.order))
        change_state(None, Item.objects.get(pk=key), "dropped", "Not wanted.")

    def _put(self, moving, others, place):
        block = [key for key in self.order if key in moving]
        self.order = others[:place] + block + others[place:]

    @invariant()
    def the_order_is_the_plain_lists(self):
        rows = Item.objects.unfinished().in_order()
        assert list(rows.values_list("pk", flat=True)) == self.order

    @invariant()
    def no_two_share_a_rank(self):
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
