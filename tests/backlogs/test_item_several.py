"""Many lines at once: each is an item, or none is added and each wrong line says why."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from backlogs.models import Item, StateEvent
from products.actions.lifecycle import change_stage
from tests.backlogs.builders import make_items, order_of


@pytest.fixture
def url(cast):
    make_items(cast.planner, "A")
    return reverse("backlogs:item-several", args=["rostering"])


def test_each_line_is_an_item_at_the_end(cast, signed_in, url):
    lines = "fix: B ~2 /shift-swaps\r\n\r\n  C  \ninvestigation: D /crew-planner"
    form = {"lines": lines, "product": "crew-planner"}
    response = signed_in(cast.member).post(url, form)
    assert (response.status_code, response["Location"]) == (302, "/clusters/rostering/backlog/")
    assert order_of(cast.rostering) == "ABCD"
    rows = Item.objects.exclude(title="A").in_order()
    assert list(rows.values_list("title", "type", "effort", "product", "state")) == [
        ("B", "fix", 2, cast.swaps.pk, "idea"),
        ("C", "improvement", None, cast.planner.pk, "idea"),
        ("D", "investigation", None, cast.planner.pk, "idea"),
    ]
    assert StateEvent.objects.filter(by=cast.member, to_state="idea").count() == 3


def test_a_preview_shows_every_line_and_adds_nothing(cast, signed_in, url):
    form = {"lines": "fix: B ~2\nC", "product": "crew-planner", "act": "preview"}
    response = signed_in(cast.owner).post(url, form)
    text = response.content.decode()
    assert response.status_code == 200
    assert "<td>B</td><td>Fix</td><td>Crew planner</td><td>2 points</td>" in text
    assert "<td>C</td><td>Improvement</td><td>Crew planner</td><td>Not estimated</td>" in text
    assert "fix: B ~2\nC</textarea>" in text
    assert order_of(cast.rostering) == "A"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("fix: ~3", "An item needs a title."),
        ("x" * 301, "A title has at most 300 characters."),
        ("Late ~0", "Effort is 1 to 1000 points"),
        ("Late /payslips", "No product “payslips” is in this cluster."),
        ("x" * 1001, "A line has at most 1000 characters; this one has 1001."),
    ],
)
def test_one_wrong_line_and_nothing_is_added(cast, signed_in, url, line, told):
    form = {"lines": f"Good\n{line}\nGood too", "product": "crew-planner"}
    response = signed_in(cast.owner).post(url, form)
    text = response.content.decode()
    assert response.status_code == 422
    assert told in text
    assert "1 line is refused; nothing was added." in text
    assert [entry.number for entry, _ in response.context["preview"] if entry.error] == [2]
    assert response.context["text"] == form["lines"]
    assert order_of(cast.rostering) == "A"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("", "Write one item a line."),
        (" \n ", "Write one item a line."),
        ("A\n" * 501, "At most 500 lines at once; these are 501."),
        ("x" * 2_000_000, "At most 100000 characters at once; these are 2000000."),
        ("No product said", "Say which product it is for."),
    ],
)
def test_what_cannot_be_read_is_said(cast, signed_in, url, lines, told):
    response = signed_in(cast.owner).post(url, {"lines": lines})
    assert response.status_code == 422
    assert told in response.content.decode()
    assert response.context["text"] == lines
    assert order_of(cast.rostering) == "A"


def test_a_retired_product_takes_none(cast, signed_in, url):
    change_stage(cast.owner, cast.swaps, "retired", timezone.localdate(), "Switched off.")
    response = signed_in(cast.owner).post(url, {"lines": "B /crew-planner\nC /shift-swaps"})
    assert response.status_code == 422
    assert "Shift swaps is retired and read-only." in response.content.decode()
    assert order_of(cast.rostering) == "A"


def test_a_hundred_cost_the_statements_of_ten(cast, signed_in, url):
    client = signed_in(cast.owner)
    counts = []
    for count in (10, 100):
        form = {"lines": "B ~1\n" * count, "product": "crew-planner"}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(url, form).status_code == 302
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_leads_to_it_and_it_names_the_product(cast, signed_in, url):
    client = signed_in(cast.owner)
    assert f'href="{url}"' in client.get("/clusters/rostering/backlog/").content.decode()
    page = client.get("/products/shift-swaps/backlog/").content.decode()
    assert f'href="{url}?product=shift-swaps"' in page
    text = client.get(f"{url}?product=shift-swaps").content.decode()
    assert '<option value="shift-swaps" selected>' in text


def test_who_may_not(cast, signed_in, url):
    form = {"lines": "B", "product": "crew-planner"}
    for person in (cast.employee, cast.leader, cast.facilitator, cast.admin, cast.stranger_owner):
        assert signed_in(person).get(url).status_code == 403
        assert signed_in(person).post(url, form).status_code == 403
    assert signed_in(cast.owner).post(f"{url}?at=2025-q1", form).status_code == 409
    assert order_of(cast.rostering) == "A"
