"""Many items with their histories at once: in order, exactly dated, in few statements."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backlogs.actions import NewItem, NewState, add_items
from backlogs.models import Backlog, Item, StateEvent
from portfolio.kernel.errors import Refused
from tests.backlogs.builders import make_items, order_of
from tests.builders import make_cluster, make_person, make_product

pytestmark = pytest.mark.django_db
T0 = datetime(2025, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def new(product, title, *states, **fields):
    steps = [NewState(state, T0 + DAY * place) for place, state in enumerate(states or ("idea",))]
    return NewItem(product.pk, title, steps, **fields)


def test_items_of_several_clusters_each_at_the_end_of_its_list():
    here, there = make_product("Here", make_cluster()), make_product("There", make_cluster())
    make_items(here, "A")
    rows = [new(here, "B"), new(there, "X"), new(here, "C"), new(there, "Y")]
    added = add_items(None, rows)
    assert [item.title for item in added] == ["B", "X", "C", "Y"]
    assert all(item.pk for item in added)
    assert (order_of(here.cluster), order_of(there.cluster)) == ("ABC", "XY")


def test_a_history_becomes_events_and_dates():
    product, person = make_product(), make_person()
    (item,) = add_items(person, [new(product, "A", "idea", "ready", "idea", "dropped")])
    told = StateEvent.objects.filter(item=item).values_list("from_state", "to_state", "at", "by")
    assert list(told) == [
        ("", "idea", T0, person.pk),
        ("idea", "ready", T0 + DAY, person.pk),
        ("ready", "idea", T0 + 2 * DAY, person.pk),
        ("idea", "dropped", T0 + 3 * DAY, person.pk),
    ]
    item.refresh_from_db()
    assert (item.state, item.created_at, item.touched_at) == ("dropped", T0, T0 + 3 * DAY)
    assert item.events.get(to_state="dropped").reason
    assert Backlog.objects.get().refined_at == T0 + 3 * DAY


def test_numbers_come_from_the_source_where_they_are_free():
    product = make_product()
    make_items(product, "AB")
    rows = [new(product, "C", number=7), new(product, "D"), new(product, "E", number=2)]
    rows.append(new(product, "F", number=7))
    assert [item.number for item in add_items(None, rows)] == [7, 8, 9, 10]


def test_a_thousand_cost_the_statements_of_ten():
    product = make_product()
    make_items(product, "A")
    counts = []
    for count in (10, 1000):
        with CaptureQueriesContext(connection) as queries:
            add_items(None, [new(product, f"Item {number}") for number in range(count)])
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize(
    "bad",
    [
        {"title": " "},
        {"title": "x" * 301},
        {"effort": 0},
        {"history": []},
        {"history": [NewState("idea", T0), NewState("ready", T0 - DAY)]},
        {"history": [NewState("idea", datetime(2999, 1, 1, tzinfo=UTC))]},
    ],
)
def test_one_bad_item_and_nothing_is_added(bad):
    product = make_product()
    fields = {"title": "B", "history": [NewState("idea", T0)], **bad}
    with pytest.raises(Refused) as caught:
        add_items(None, [new(product, "A"), NewItem(product.pk, **fields)])
    assert caught.value.details["item"].title == fields["title"]
    assert not Item.objects.exists()


def test_nothing_to_add():
    assert add_items(None, []) == []
