"""The place of an item over HTTP: with script, without, stale, by the wrong person."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from backlogs.actions import move_item
from backlogs.models import Backlog
from tests.backlogs.builders import make_items, order_of, ranks

SCRIPT = {"HX-Request": "true", "HX-Current-URL": "http://testserver/clusters/rostering/backlog/"}


def url(reference):
    return reverse("backlogs:item-position", args=[reference])


@pytest.fixture
def items(cast):
    return make_items(cast.planner, "ABC") | make_items(cast.swaps, "D")


@pytest.mark.parametrize(
    ("reference", "place", "order"),
    [
        ("CP-1", {"after": "CP-3"}, "BCAD"),
        ("SS-1", {"after": "", "before": "CP-2"}, "ADBC"),
        ("SS-1", {"to": "top"}, "DABC"),
        ("CP-1", {"to": "bottom"}, "BCDA"),
        ("CP-1", {"position": "3"}, "BCAD"),
        ("CP-1", {"position": "1000000"}, "BCDA"),
    ],
)
def test_a_form_moves_and_leads_back_to_the_list(cast, signed_in, items, reference, place, order):
    back = "http://testserver/products/crew-planner/backlog/?type=fix"
    client = signed_in(cast.member)
    response = client.post(url(reference), place, headers={"Referer": back})
    assert response.status_code == 302
    assert response["Location"] == "/products/crew-planner/backlog/?type=fix"
    assert order_of(cast.rostering) == order


def test_a_script_is_told_little_in_few_queries(cast, signed_in, items):
    client = signed_in(cast.owner)
    before = ranks()
    with CaptureQueriesContext(connection) as queries:
        response = client.post(url("CP-1"), {"after": "CP-3", "version": ""}, headers=SCRIPT)
    assert response.status_code == 204
    assert len(response.serialize()) <= 2048
    statements = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 8
    assert {title for title, rank in ranks().items() if rank != before[title]} == {"A"}


@pytest.mark.parametrize(
    ("reference", "place", "status", "told"),
    [
        ("CP-1", {}, 422, "Say one place to move to."),
        ("CP-1", {"to": "top", "position": "2"}, 422, "Say one place to move to."),
        ("CP-1", {"to": "sideways"}, 422, "Select a valid choice"),
        ("CP-1", {"position": "0"}, 422, "greater than or equal to 1"),
        ("CP-1", {"position": "99999999999999999999"}, 422, "less than or equal to"),
        ("CP-1", {"after": "drop table"}, 422, "That is no item"),
        ("CP-1", {"to": "top", "version": "-1"}, 422, "greater than or equal to 0"),
        ("CP-1", {"after": "PAY-1"}, 422, "another cluster"),
        ("CP-1", {"after": "CP-1"}, 422, "beside itself"),
        ("CP-1", {"after": "CP-77"}, 404, "CP-77 is no longer there"),
        ("CP-77", {"to": "top"}, 404, "no such item"),
        ("CP-1", {"to": "top", "version": "999"}, 422, "never had that version"),
    ],
)
def test_a_wrong_place_is_refused_and_nothing_moves(
    cast, signed_in, items, reference, place, status, told
):
    make_items(cast.payslips, "X")
    before = ranks()
    response = signed_in(cast.owner).post(url(reference), place)
    assert response.status_code == status
    assert told in response.content.decode()
    assert ranks() == before


def test_who_may_not(cast, signed_in, client, items):
    before = ranks()
    wrong = (cast.employee, cast.leader, cast.facilitator, cast.admin, cast.stranger_owner)
    for person in wrong:
        response = signed_in(person).post(url("CP-1"), {"to": "bottom"})
        assert response.status_code == 403, person
        assert signed_in(person).get(url("CP-1")).status_code == 403
    past = signed_in(cast.owner).post(url("CP-1") + "?at=2025-q1", {"to": "bottom"})
    assert past.status_code == 409
    assert ranks() == before


def test_a_stale_screen_is_shown_who_moved_what_and_the_true_order(cast, signed_in, items):
    seen = Backlog.objects.get(cluster=cast.rostering).order_version
    move_item(cast.member, items["C"], to="top")
    before = ranks()
    form = {"after": "CP-2", "version": seen}
    response = signed_in(cast.owner).post(url("CP-1"), form, headers=SCRIPT)
    text = response.content.decode()
    assert response.status_code == 409
    assert "<ol" in text
    assert "data-reorder" in text
    assert text.index("data-id=CP-3>") < text.index("data-id=CP-1>")
    assert "Mo Member moved CP-3" in text
    assert "Mo Member moved" in json.loads(response["HX-Trigger"])["toast"]["words"]
    assert ranks() == before
    page = signed_in(cast.owner).post(url("CP-1"), form)
    assert page.status_code == 409
    assert "Mo Member moved CP-3" in page.content.decode()


def test_own_moves_never_make_a_screen_stale(cast, signed_in, items):
    seen = Backlog.objects.get(cluster=cast.rostering).order_version
    client = signed_in(cast.owner)
    for reference in ("CP-3", "CP-2"):
        form = {"to": "top", "version": seen}
        assert client.post(url(reference), form, headers=SCRIPT).status_code == 204
    assert order_of(cast.rostering) == "BCAD"


def test_the_page_to_choose_a_place(cast, signed_in, items):
    response = signed_in(cast.owner).get(url("CP-1"))
    assert response.status_code == 200
    assert "To position" in response.content.decode()
