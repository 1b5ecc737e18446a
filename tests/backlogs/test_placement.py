"""A product moves to another cluster with its items, in their order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from backlogs.actions import add_item, move_item, move_product
from backlogs.models import Item
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from products.models import Cluster, Placement, Product
from tests.backlogs.builders import make_items, order_of
from tests.builders import make_cluster, make_product


@pytest.mark.django_db
def test_the_items_go_along_to_the_end_of_the_other_list():
    home, other = make_cluster(), make_cluster()
    product, stays = make_product("P", home), make_product("S", home)
    items = make_items(product, "AB") | make_items(stays, "S") | make_items(product, "C")
    make_items(make_product("O", other), "XY")
    move_item(None, items["C"], to="top")
    move_product(None, product, other, today(), "Same users.")
    assert (order_of(home), order_of(other)) == ("S", "XYCAB")
    assert product.cluster == other
    assert Placement.objects.on(today()).get(product=product).cluster == other
    again = move_product(None, product, other, today())
    assert again.cluster == other
    assert Placement.objects.filter(product=product).count() == 2


@pytest.mark.django_db
def test_a_refused_move_moves_nothing():
    home = make_cluster()
    product = make_product("P", home)
    make_items(product, "AB")
    alone = make_product("Alone").cluster
    closed = make_cluster()
    Cluster.objects.filter(pk=closed.pk).update(closed_on=today())
    for target in (alone, closed):
        with pytest.raises(Refused):
            move_product(None, product, target, today())
    assert order_of(home) == "AB"
    assert Product.objects.get(pk=product.pk).cluster == home


@pytest.mark.django_db
def test_adding_to_a_product_that_has_moved_meanwhile():
    product, other = make_product("P", make_cluster()), make_cluster()
    stale = Product.objects.select_related("cluster").get(pk=product.pk)
    move_product(None, product, other, today())
    with pytest.raises(Conflict):
        add_item(None, stale, title="A")
    assert not Item.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_products_changing_places_at_once_wait_for_each_other():
    left, right = make_cluster(), make_cluster()
    first, second = make_product("F", left), make_product("S", right)
    make_items(first, "AB")
    make_items(second, "XY")

    def go(product, target, days):
        try:
            move_product(None, product, target, today() + timedelta(days=days))
        finally:
            connection.close()

    for turn in range(6):
        with ThreadPoolExecutor(2) as hands:
            targets = (right, left) if turn % 2 == 0 else (left, right)
            work = [
                hands.submit(go, Product.objects.get(pk=product.pk), target, turn)
                for product, target in zip((first, second), targets, strict=True)
            ]
            for done in work:
                done.result()
    assert (order_of(left), order_of(right)) == ("AB", "XY")
