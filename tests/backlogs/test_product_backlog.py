"""A product's list is the cluster's with only its items."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.urls import reverse

from backlogs.actions import move_item, move_product
from tests.backlogs.builders import make_items, order_of
from tests.builders import make_cluster


def url(slug):
    return reverse("backlogs:product-backlog", args=[slug])


def titles(response):
    return "".join(row.title for row in response.context["page"].rows)


def test_only_the_products_items_and_a_move_means_the_neighbour_one_sees(cast, signed_in):
    items = make_items(cast.planner, "A") | make_items(cast.swaps, "X")
    items |= make_items(cast.planner, "BC")
    client = signed_in(cast.owner)
    response = client.get(url("crew-planner"))
    assert titles(response) == "ABC"
    assert "directly beside the neighbour you see" in response.content.decode()
    move_item(cast.owner, items["C"], before=items["B"])
    assert titles(client.get(url("crew-planner"))) == "ACB"
    assert order_of(cast.rostering) == "AXCB"


def test_a_product_elsewhere_and_none_at_all(cast, signed_in):
    make_items(cast.payslips, "P")
    client = signed_in(cast.owner)
    response = client.get(url("payslips"))
    assert titles(response) == "P"
    assert not response.context["page"].can_edit
    assert client.get(url("nothing")).status_code == 404


def test_a_past_quarter_belongs_to_the_cluster_of_then(cast, signed_in):
    make_items(cast.planner, "A", at=datetime(2025, 2, 3, tzinfo=UTC))
    move_product(None, cast.planner, make_cluster("New home"), date(2025, 8, 1))
    client = signed_in(cast.owner)
    page = client.get(f"{url('crew-planner')}?at=2025-q1").context["page"]
    assert [row.title for row in page.rows] == ["A"]
    assert page.cluster_name == "Rostering"
    now = client.get(url("crew-planner")).context["page"]
    assert now.cluster_name == "New home"
    assert not now.can_edit
    then = client.get(reverse("backlogs:cluster-backlog", args=["rostering"]) + "?at=2025-q1")
    assert titles(then) == "A"


def test_without_the_right_quarter_there_is_no_product(cast, signed_in):
    assert signed_in(cast.owner).get(f"{url('crew-planner')}?at=2023-q1").status_code == 404
