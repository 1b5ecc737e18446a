"""All my work: lists one keeps and items one is to do, each in its own order, at a constant cost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backlogs.actions import move_item
from backlogs.actions.waits import add_wait
from backlogs.models import Item
from backlogs.queries.my_work import EACH
from tests.backlogs.builders import make_items
from tests.builders import make_cluster, make_product, own

URL = "/my-work/"


def groups(response):
    return {
        group.name: "".join(row.title for row in group.rows)
        for group in response.context["page"].groups
    }


@pytest.fixture
def items(cast):
    made = make_items(cast.planner, "AB", effort=2) | make_items(cast.payslips, "XYZ", effort=1)
    move_item(cast.owner, make_items(cast.swaps, "C")["C"], to="top")
    Item.objects.filter(title="Y").update(assignee=cast.owner)
    return made


def test_lists_one_keeps_and_items_one_is_to_do(cast, signed_in, items):
    response = signed_in(cast.owner).get(reverse("backlogs:my-work"))
    page = response.context["page"]
    assert groups(response) == {"Payslips": "Y", "Rostering": "CAB"}
    assert (page.shown, page.points) == (4, 5)
    home = reverse("backlogs:cluster-backlog", args=[cast.payroll.slug])
    assert page.groups[0].url == f"{home}?assignee=me"
    assert b"data-reorder" not in response.content
    assert b"data-grip" not in response.content
    assert groups(signed_in(cast.member).get(URL)) == {"Rostering": "CAB"}
    assert groups(signed_in(cast.employee).get(URL)) == {}


def test_a_row_says_what_its_item_waits_for(cast, signed_in, items):
    add_wait(cast.owner, items["A"], items["X"])
    response = signed_in(cast.owner).get(URL)
    waits = {
        row.title: row.waits for group in response.context["page"].groups for row in group.rows
    }
    assert waits == {"A": "PAY-1", "B": "", "C": "", "Y": ""}


def test_filters_and_search_are_those_of_a_list(cast, signed_in, items):
    client = signed_in(cast.owner)
    assert groups(client.get(f"{URL}?assignee=me")) == {"Payslips": "Y"}
    assert groups(client.get(f"{URL}?product=shift-swaps")) == {"Rostering": "C"}
    assert groups(client.get(f"{URL}?q=CP-2")) == {"Rostering": "B"}
    assert groups(client.get(f"{URL}?q=X")) == {}
    page = client.get(f"{URL}?q=B&unestimated=1").context["page"]
    assert {chip.label: chip.count for chip in page.chips} == {"“B”": 1, "Unestimated": 1}
    headers = {"HX-Request": "true", "HX-Target": "list", "HX-Trigger": "tools"}
    part = client.get(f"{URL}?q=C&type=", headers=headers)
    assert part.content.strip().startswith(b'<div id="list" data-lists>')
    assert part["HX-Push-Url"] == f"{URL}?q=C"


def test_a_past_quarter_shows_the_orders_of_then(cast, signed_in):
    then = datetime(2025, 2, 3, tzinfo=UTC)
    items = make_items(cast.planner, "ABC", at=then)
    move_item(cast.owner, items["C"], to="top")
    client = signed_in(cast.owner)
    assert groups(client.get(URL)) == {"Rostering": "CAB"}
    assert groups(client.get(f"{URL}?at=2025-q1")) == {"Rostering": "ABC"}
    assert groups(client.get(f"{URL}?at=2024-q4")) == {}


@pytest.mark.parametrize("past", ["", "?at=2025-q1"])
def test_more_clusters_and_rows_cost_the_same_queries(cast, signed_in, past):
    then = datetime(2025, 2, 3, tzinfo=UTC)
    client = signed_in(cast.owner)
    make_items(cast.planner, "AB", at=then)
    counts = []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(URL + past)
        counts.append(len(queries))
        cluster = make_cluster(f"Cluster {number}")
        own(cast.owner, cluster)
        product = make_product(f"Product {number}", cluster, key=f"P{number}")
        make_items(product, [f"Item {place}" for place in range(EACH + 2)], at=then)
    assert [group.rest for group in response.context["page"].groups] == [2, 2, 0]
    assert counts[0] == counts[1] == counts[2] <= 12
