"""Moving: the order stays a permutation, one rank is written, refusals change nothing."""

from datetime import date

import pytest
from django.utils import timezone

from backlogs.actions import NewItem, NewState, add_items, move_item, move_items
from backlogs.models import Backlog, Item
from products.actions.products import create_product

pytestmark = pytest.mark.django_db


def titles(cluster):
    rows = Item.objects.unfinished().filter(cluster=cluster).in_order()
    return "".join(rows.values_list("title", flat=True))


def listed(letters="ABCDE"):
    product = create_product(None, name="Payroll", introduced_on=date(2024, 1, 1))
    now = timezone.now()
    add_items(None, [NewItem(product.pk, letter, [NewState("idea", now)]) for letter in letters])
    return product.cluster, {item.title: item for item in Item.objects.all()}


@pytest.mark.parametrize(
    ("moved", "place", "order"),
    [
        ("A", {"after": "C"}, "BCADE"),
        ("A", {"before": "C"}, "BACDE"),
        ("E", {"to": "top"}, "EABCD"),
        ("A", {"to": "bottom"}, "BCDEA"),
        ("A", {"to": 3}, "BCADE"),
        ("E", {"to": 1}, "EABCD"),
        ("B", {"to": 99}, "ACDEB"),
        ("B", {"to": 2}, "ABCDE"),
        ("B", {"after": "A"}, "ABCDE"),
        ("A", {"to": "top"}, "ABCDE"),
        ("E", {"to": "bottom"}, "ABCDE"),
    ],
)
def test_each_way_to_name_a_place(moved, place, order):
    cluster, items = listed()
    place = {name: items.get(value, value) for name, value in place.items()}
    ranks = dict(Item.objects.values_list("title", "rank"))
    answer = move_item(None, items[moved], **place)
    assert titles(cluster) == order
    changed = {t for t, rank in Item.objects.values_list("title", "rank") if rank != ranks[t]}
    assert changed == ({moved} if order != "ABCDE" else set())
    assert answer.changed is (order != "ABCDE")


def test_many_keep_their_order():
    cluster, items = listed()
    move_items(None, [items["E"], items["B"]], to="top")
    assert titles(cluster) == "BEACD"
    assert Backlog.objects.get().order_version == 2
