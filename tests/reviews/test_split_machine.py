"""Splitting and grouping back, and splitting and undoing, restore every order and figure."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlogs.actions import move_item
from backlogs.models import Item
from backlogs.queries.state import backlog_state
from people.queries import today
from products.models import Cluster, Product
from reviews.actions.grouping import group
from reviews.actions.split_undo import undo_split
from reviews.actions.splits import NewCluster, split
from reviews.queries.load import loads_on
from reviews.queries.split_signals import signals_of
from tests.backlogs.builders import make_items
from tests.builders import make_cluster, make_person, make_product, own

LAYOUT = st.lists(st.integers(0, 2), min_size=1, max_size=8)
MOVES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=5)


def order(cluster: Cluster) -> list[int]:
    rows = Item.objects.filter(cluster=cluster).in_order()
    return list(rows.values_list("pk", flat=True))


def figures(cluster: Cluster) -> object:
    found = signals_of(cluster.pk, today())
    state = backlog_state([cluster.pk], today())
    return loads_on(today()), found.present, found.quarters, found.heard, state


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(layout=LAYOUT, moves=MOVES, going=st.sets(st.integers(0, 2), min_size=1, max_size=2),
       undoes=st.booleans())  # fmt: skip
def test_there_and_back(
    layout: list[int], moves: list[tuple[int, int]], going: set[int], undoes: bool
) -> None:
    home, person = make_cluster(), make_person()
    own(person, home)
    products = [make_product("", home, stage="maturity") for _ in range(3)]
    items = [
        make_items(products[one], [f"{place}"])[f"{place}"] for place, one in enumerate(layout)
    ]
    for here, there in moves:
        item, beside = items[here % len(items)], items[there % len(items)]
        if item != beside:
            move_item(None, item, after=beside)
    before, told = order(home), figures(home)
    leaving = [products[one] for one in sorted(going)]
    new = NewCluster("Apart", ["users"], "The same people.")
    act = split(person, home, leaving, new, on=today(), reason="Apart.")
    assert order(home) == [key for key in before if Item.objects.get(pk=key).cluster_id == home.pk]
    if undoes:
        undo_split(person, act)
    else:
        back = list(Product.objects.filter(pk__in=[one.pk for one in leaving]))
        group(person, back, home, on=today(), reason="Together again.")
    assert order(home) == before
    assert figures(home) == told
    assert not Cluster.objects.on(today()).filter(pk=act.target_id).exists()
