"""The whole form for a new item."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from backlogs.models import Item
from people.queries import today
from tests.backlogs.builders import make_items, order_of
from tests.builders import BEGAN, make_metric, set_stage

GOOD = {
    "title": "Warn planners before a breach",
    "product": "crew-planner",
    "type": "enhancement",
    "dimension": "support",
    "effort": "5",
    "assignee": "mo-member",
    "description": "Not after.",
}


@pytest.fixture
def url(cast):
    return reverse("backlogs:item-create", args=["rostering"])


def test_everything_is_kept(cast, signed_in, url):
    make_items(cast.swaps, "A")
    client = signed_in(cast.owner)
    assert client.get(url).status_code == 200
    assert client.post(url, GOOD).status_code == 302
    item = Item.objects.get(product=cast.planner)
    assert (item.type, item.dimension, item.effort, item.assignee, item.description) == (
        "enhancement",
        "support",
        5,
        cast.member,
        "Not after.",
    )
    assert order_of(cast.rostering) == "AWarn planners before a breach"
    client.post(url, {**GOOD, "title": "B", "at_top": "on"})
    assert order_of(cast.rostering).startswith("BA")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": " "}, "This field is required"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"effort": "-3"}, "greater than or equal to 1"),
        ({"effort": "1001"}, "less than or equal to 1000"),
        ({"type": "wish"}, "Select a valid choice"),
        ({"product": "payslips"}, "Select a valid choice"),
        ({"assignee": "eva-employee"}, "Select a valid choice"),
    ],
)
def test_a_wrong_form_is_shown_again(cast, signed_in, url, change, told):
    response = signed_in(cast.owner).post(url, {**GOOD, **change})
    text = response.content.decode()
    assert response.status_code == 422
    assert told in text
    assert "Not after." in text
    assert not Item.objects.exists()


def test_who_may_not(cast, signed_in, url):
    for person in (cast.employee, cast.leader, cast.facilitator, cast.admin, cast.stranger_owner):
        assert signed_in(person).get(url).status_code == 403
        assert signed_in(person).post(url, GOOD).status_code == 403
    assert not Item.objects.exists()


def test_a_retired_product_takes_no_items(cast, signed_in, url):
    set_stage(cast.planner, "retired", BEGAN + timedelta(days=30))
    response = signed_in(cast.owner).post(url, GOOD)
    assert response.status_code == 422
    assert "Crew planner is retired and read-only." in response.content.decode()
    assert not Item.objects.exists()


def test_what_it_shall_change_is_said_at_once_or_nothing_is_added(cast, signed_in, url):
    metric = make_metric(cast.planner, "Breaches", None, unit="", direction="lower")
    client = signed_in(cast.owner)
    hoped = {
        "outcome-target": f"m{metric.pk}",
        "outcome-value_from": "12",
        "outcome-value_to": "13",
        "outcome-due_on": str(today() + timedelta(days=90)),
    }
    answer = client.post(url, GOOD | hoped)
    assert answer.status_code == 422
    assert "Lower is better here" in answer.content.decode()
    assert not Item.objects.exists()
    assert client.post(url, GOOD | hoped | {"outcome-value_to": "4"}).status_code == 302
    assert Item.objects.get().outcome.value_to == 4
