"""One field changed where it is read: saved, refused, or both texts shown."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from backlogs.actions import change_state, edit_item
from backlogs.models import Act, Item, StateEvent
from products.actions.lifecycle import change_stage
from tests.backlogs.builders import make_items, order_of

BACK = "http://testserver/clusters/rostering/backlog/?type=improvement"
SCRIPT = {"HX-Request": "true", "HX-Current-URL": BACK}


@pytest.fixture
def items(cast):
    return make_items(cast.planner, "ABC")


def url(name, reference="CP-2"):
    return f"/items/{reference}/fields/{name}/"


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("title", " New  words ", {"title": "New words"}),
        ("type", "fix", {"type": "fix"}),
        ("dimension", "support", {"dimension": "support"}),
        ("effort", "5", {"effort": 5}),
        ("effort", "", {"effort": None}),
        ("assignee", "mo-member", {"assignee__name": "Mo Member"}),
        ("product", "shift-swaps", {"product__slug": "shift-swaps"}),
    ],
)
def test_a_field_is_saved_and_the_row_comes_back(cast, signed_in, items, name, value, wanted):
    client = signed_in(cast.member)
    assert b"data-inline-form" in client.get(url(name), headers=SCRIPT).content
    form = {name: value, "version": "1", "place": "2"}
    response = client.post(url(name), form, headers=SCRIPT)
    item = Item.objects.get(pk=items["B"].pk, **wanted)
    reference = f"{item.product.key}-{item.number}"
    assert response.status_code == 200
    assert response["X-Reference"] == reference
    text = response.content.decode()
    assert text.count("<li") == 1
    assert f"data-id={reference}>" in text
    assert "position 2" in text
    toast = json.loads(response["HX-Trigger"])["toast"]
    assert toast["words"] == f"Saved {reference}."
    assert ("undo" in toast) == Act.objects.exists()


def test_without_a_script_it_is_a_page(cast, signed_in, items):
    client = signed_in(cast.owner)
    assert b"<h1>Effort of CP-2</h1>" in client.get(url("effort")).content
    answer = client.post(url("effort"), {"effort": "3", "version": "1"}, headers={"Referer": BACK})
    assert answer["Location"] == "/clusters/rostering/backlog/?type=improvement"
    answer = client.post(url("title"), {"title": "Z", "version": "2"})
    assert answer["Location"] == "/items/CP-2/"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("title", " ", "This field is required."),
        ("effort", "-3", "greater than or equal to 1"),
        ("product", "payslips", "Select a valid choice"),
        ("assignee", "eva-employee", "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_in_place(cast, signed_in, items, name, value, told):
    form = {name: value, "version": "1"}
    response = signed_in(cast.owner).post(url(name), form, headers=SCRIPT)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert Item.objects.get(pk=items["B"].pk).version == 1


def test_somebody_else_was_faster(cast, signed_in, items):
    edit_item(cast.member, items["B"], 1, title="Theirs")
    client = signed_in(cast.owner)
    for headers in (SCRIPT, {}):
        response = client.post(url("title"), {"title": "Mine", "version": "1"}, headers=headers)
        text = response.content.decode()
        assert response.status_code == 409
        assert "It is now: Theirs." in text
        assert 'value="Mine"' in text
    assert Item.objects.get(pk=items["B"].pk).title == "Theirs"
    client.post(url("title"), {"title": "Mine", "version": "2"}, headers=SCRIPT)
    assert Item.objects.get(pk=items["B"].pk).title == "Mine"


def test_the_state_takes_its_usual_way(cast, signed_in, items):
    client = signed_in(cast.owner)
    form = {"state": "dropped", "seen": "idea", "reason": ""}
    response = client.post(url("state"), form, headers=SCRIPT)
    assert response.status_code == 422
    assert "Dropping an item needs a reason." in response.content.decode()
    assert 'name="reason"' in response.content.decode()
    response = client.post(url("state"), {**form, "reason": "No."}, headers=SCRIPT)
    assert (response.status_code, "<li" in response.content.decode()) == (200, False)
    assert order_of(cast.rostering) == "AC"
    change_state(cast.member, items["A"], "ready")
    stale = client.post(url("state", "CP-1"), {"state": "in_progress", "seen": "idea"})
    assert stale.status_code == 409
    assert "It is now: Ready." in stale.content.decode()
    assert not StateEvent.objects.filter(to_state="in_progress").exists()


def test_a_retired_product_is_read_only(cast, signed_in, items):
    change_stage(cast.owner, cast.planner, "retired", timezone.localdate(), "Switched off.")
    client = signed_in(cast.owner)
    assert b"fields/effort/" not in client.get("/items/CP-2/").content
    response = client.post(url("effort"), {"effort": "3", "version": "1"}, headers=SCRIPT)
    assert response.status_code == 422
    assert "belongs to a retired product and is read-only." in response.content.decode()


def test_who_may_and_what_is_not_there(cast, signed_in, items):
    form = {"title": "Mine", "version": "1"}
    for person in (cast.employee, cast.leader, cast.facilitator, cast.admin, cast.stranger_owner):
        assert signed_in(person).get(url("title")).status_code == 403
        assert signed_in(person).post(url("title"), form).status_code == 403
    client = signed_in(cast.owner)
    assert client.post(url("rank"), form).status_code == 404
    assert client.post(url("title", "CP-99"), form).status_code == 404
    assert client.post(f"{url('title')}?at=2025-q1", form).status_code == 409
    assert reverse("backlogs:item-field", args=["CP-2", "title"]) == url("title")
    assert set(Item.objects.values_list("version", flat=True)) == {1}
