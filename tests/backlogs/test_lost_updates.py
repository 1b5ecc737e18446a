"""Editors at the same moment: every acknowledged edit is there, every other one is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from backlogs.actions import edit_item
from backlogs.models import Item
from portfolio.kernel.errors import Conflict
from tests.backlogs.builders import make_items
from tests.builders import make_product

EDITORS, ROUNDS = 4, 10


@pytest.mark.django_db(transaction=True)
def test_no_acknowledged_edit_is_lost():
    item = make_items(make_product(), "A")["A"]
    start = Barrier(EDITORS)
    told: list[bool] = []

    def edit(name):
        """Each round reads, waits for the others, and saves what it read plus one letter."""
        done = []
        try:
            for turn in range(ROUNDS):
                read = Item.objects.get(pk=item.pk)
                start.wait(30)
                mark = f"<{name}{turn}>"
                try:
                    edit_item(None, read, read.version, description=read.description + mark)
                except Conflict as conflict:
                    told.append(mark in conflict.details["yours"]["description"])
                else:
                    done.append(mark)
                start.wait(30)
        finally:
            connection.close()
        return done

    with ThreadPoolExecutor(EDITORS) as hands:
        acknowledged = [mark for done in hands.map(edit, "abcd") for mark in done]
    final = Item.objects.get(pk=item.pk)
    assert sorted(acknowledged) == sorted(
        f"<{mark}>" for mark in final.description.strip("<>").split("><")
    )
    assert len(acknowledged) == ROUNDS
    assert told == [True] * ROUNDS * (EDITORS - 1)
    assert final.version == 1 + ROUNDS
