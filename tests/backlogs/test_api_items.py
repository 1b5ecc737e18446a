"""Items over the API: "backlogs:api-item-list" and "backlogs:api-item-detail"."""

import json
from typing import Any

import pytest
from django.test import Client

from backlogs.models import Item, StateEvent
from tests.backlogs.builders import make_items, order_of
from tests.builders import bearer, sign_in
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
LIST = "/api/v1/items/"
JSON = "application/json"


@pytest.fixture
def client(cast: Cast) -> Client:
    """The owner's program."""
    return bearer(cast.owner)


def add(client: Client, key: str = "", **fields: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    body = {"title": "Offer swaps", "product": "crew-planner", **fields}
    return client.post(LIST, body, JSON, headers=headers)


def titles(client: Client, query: str = "") -> str:
    return "".join(row["title"] for row in client.get(LIST + query).json()["results"])


def test_an_item_is_added_and_read(cast: Cast, client: Client) -> None:
    answer = add(client, type="fix", effort=3, assignee="mo-member", description="*Soon*")
    said = answer.json()
    assert (answer.status_code, answer["ETag"], answer["Location"]) == (
        201, '"1"', f"{LIST}CP-1/",
    )  # fmt: skip
    assert {name: said[name] for name in ("reference", "type", "effort", "assignee", "state")} == {
        "reference": "CP-1", "type": "fix", "effort": 3, "assignee": "mo-member", "state": "idea",
    }  # fmt: skip
    assert (said["position"], said["order_version"]) == (1, 1)
    assert said["next_states"] == ["ready", "in_progress", "dropped"]
    assert client.get(answer["Location"]).json() == said
    assert StateEvent.objects.get().by == cast.owner


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"title": ""}, "title", "blank"),
        ({"title": "a" * 301}, "title", "max_length"),
        ({"effort": -3}, "effort", "min_value"),
        ({"effort": 1001}, "effort", "max_value"),
        ({"effort": 1.5}, "effort", "invalid"),
        ({"type": "epic"}, "type", "invalid_choice"),
        ({"assignee": "eva-employee"}, "assignee", "no_such_person"),
        ({"number": 7}, "number", "unknown_field"),
        ({"state": "shipped"}, "state", "unknown_field"),
    ],
)
def test_what_cannot_be_taken_names_its_field(
    client: Client, fields: dict[str, Any], field: str, code: str
) -> None:
    answer = add(client, **fields)
    assert (answer.status_code, answer.json()["field"], answer.json()["code"]) == (422, field, code)
    assert not Item.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"title": NaN}',
        b'{"title": "a\\u0000b"}',
        b'{"title": "\x7f"}',
        b"\xff{}",
        b"[" * 5000,
    ],
)
def test_broken_json_is_400(client: Client, body: bytes) -> None:
    answer = client.post(LIST, body, JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_json")
    assert client.post(LIST, body, "text/plain").status_code == 415
    assert client.post(LIST, b"[1]", JSON).status_code == 422


def test_unknown_and_foreign(cast: Cast, client: Client) -> None:
    """Everybody reads every backlog, so another cluster's is 403; what there is not is 404."""
    make_items(cast.payslips, "A")
    assert add(client, product="payslips").status_code == 403
    assert add(client, product="nothing").json()["field"] == "product"
    assert add(client, product="nothing").status_code == 404
    headers = {"If-Match": '"1"'}
    assert client.patch(f"{LIST}PAY-1/", {}, JSON, headers=headers).status_code == 403
    assert client.patch(f"{LIST}ZZ-1/", {}, JSON, headers=headers).status_code == 404
    assert client.get(f"{LIST}ZZ-1/").status_code == 404
    assert client.get(f"{LIST}?cluster=nothing").status_code == 404
    assert Item.objects.get().version == 1


def test_a_reading_token_and_an_employee_write_nothing(cast: Cast) -> None:
    assert add(bearer(cast.owner, "read")).json()["code"] == "read_only_token"
    assert add(bearer(cast.employee)).status_code == 403
    assert add(sign_in(Client(enforce_csrf_checks=True), cast.owner)).json()["code"] == "csrf"
    assert not Item.objects.exists()


def test_sent_again_with_its_key_it_is_done_once(cast: Cast, client: Client) -> None:
    first = add(client, "one")
    again = add(client, "one")
    other = add(client, "one", title="Something else")
    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert (first.content, first["ETag"]) == (again.content, again["ETag"])
    assert again["Idempotent-Replay"] == "true"
    assert other.json()["code"] == "key_reused"
    assert add(client, "two").json()["reference"] == "CP-2"
    assert add(bearer(cast.member), "one").json()["reference"] == "CP-3", "keys are one's own"
    assert add(client, "no good").status_code == 422
    assert Item.objects.count() == 3


def test_a_refused_request_leaves_its_key_free(client: Client) -> None:
    assert add(client, "one", title="").status_code == 422
    assert add(client, "one").status_code == 201


def test_a_change_names_the_version_it_was_made_from(cast: Cast, client: Client) -> None:
    make_items(cast.planner, "A")

    def change(version: str | None, **fields: Any) -> Any:
        headers = {"If-Match": version} if version else {}
        return client.patch(f"{LIST}CP-1/", fields, JSON, headers=headers)

    assert change(None, title="B").status_code == 428
    assert change("*", title="B").status_code == 428
    done = change('"1"', title="B", effort=5)
    assert (done.status_code, done["ETag"], done.json()["title"]) == (200, '"2"', "B")
    stale = change('"1"', title="C", assignee="mo-member")
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert stale.json()["details"] == {
        "yours": {"title": "C", "assignee": "mo-member"},
        "theirs": {"title": "B", "assignee": None},
        "version": 2,
    }
    assert Item.objects.get().title == "B"
    given = change('"2"', assignee="mo-member", product="shift-swaps").json()
    assert (given["reference"], given["assignee"]) == ("SS-1", "mo-member")
    assert Item.objects.get().version == 3


def test_the_list_is_the_order_and_goes_on(cast: Cast, client: Client) -> None:
    make_items(cast.planner, "ABC", type="fix")
    make_items(cast.swaps, "DE")
    make_items(cast.payslips, "F")
    make_items(cast.planner, "Z", states=("idea", "dropped"))
    assert titles(client, "?cluster=rostering") == order_of(cast.rostering) == "ABCDE"
    first = client.get(f"{LIST}?cluster=rostering&limit=2").json()
    assert first["next"] == f"{LIST}?cluster=rostering&limit=2&after=CP-2"
    assert first["order_version"] > 0
    assert titles(client, first["next"].removeprefix(LIST)) == "CD"
    assert client.get(f"{LIST}?cluster=rostering&after=SS-1").json()["next"] is None
    assert titles(client, "?product=shift-swaps") == "DE"
    assert titles(client, "?type=fix") == "ABC"
    assert titles(client, "?state=dropped") == "Z"
    assert titles(client, "?q=f") == "F"
    assert titles(client, "?assignee=me") == titles(client, "?outcome=any") == ""
    assert titles(client, "?outcome=none&unestimated=true&product=payslips") == "F"
    assert titles(client) == "ABCDEF"


@pytest.mark.parametrize(
    "query",
    ["?state=gone", "?limit=0", "?limit=501", "?at=2026-q1", "?odd=1", "?q=a&q=b", "?after=x"],
)
def test_a_filter_that_means_nothing_is_refused(client: Client, query: str) -> None:
    assert client.get(LIST + query).status_code == 422


def test_a_page_costs_the_same_for_many(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    make_items(cast.planner, [f"Item {number}" for number in range(120)])
    client.get(LIST)
    for query in ("", "?cluster=rostering&after=CP-3", "?product=crew-planner&stale=true&q=item"):
        with django_assert_max_num_queries(7):
            client.get(LIST + query)


def test_the_answer_is_what_the_description_says(cast: Cast, client: Client) -> None:
    """The fields of the answer are those of the schema, no more and no fewer."""
    make_items(cast.planner, "A")
    shapes = client.get("/api/v1/schema/").json()["components"]["schemas"]
    listed = client.get(LIST).json()
    assert set(listed) == set(shapes["ItemList"]["properties"])
    assert set(listed["results"][0]) == set(shapes["ItemRow"]["properties"])
    whole = json.loads(client.get(f"{LIST}CP-1/").content)
    assert set(whole) == set(shapes["ItemWhole"]["properties"])
