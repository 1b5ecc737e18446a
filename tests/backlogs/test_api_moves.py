"""Moves and changes of state over the API: "backlogs:api-move-list", "backlogs:api-event-list"."""

from typing import Any

import pytest
from django.test import Client

from backlogs.actions import move_item
from backlogs.models import Act, Item, Move, StateEvent
from tests.backlogs.builders import make_items, order_of
from tests.builders import bearer
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
MOVES, EVENTS = "/api/v1/moves/", "/api/v1/events/"


@pytest.fixture
def client(cast: Cast) -> Client:
    """The owner's program, a list of five before it."""
    make_items(cast.planner, "ABCDE")
    return bearer(cast.owner)


def send(client: Client, path: str, body: dict[str, Any], key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(path, body, "application/json", headers=headers)


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ({"items": ["CP-5"], "after": "CP-1"}, "AEBCD"),
        ({"items": ["CP-1"], "before": "CP-4"}, "BCADE"),
        ({"items": ["CP-4", "CP-2"], "to": "top"}, "BDACE"),
        ({"items": ["cp-1"], "to": "bottom"}, "BCDEA"),
        ({"items": ["CP-1", "CP-1"], "position": 3}, "BCADE"),
    ],
)
def test_each_way_to_move(cast: Cast, client: Client, move: dict[str, Any], order: str) -> None:
    answer = send(client, MOVES, move)
    assert (answer.status_code, order_of(cast.rostering)) == (201, order)
    again = send(client, MOVES, move)
    assert (again.status_code, again.json()["changed"]) == (200, False)
    assert again.json()["order_version"] == answer.json()["order_version"]
    assert order_of(cast.rostering) == order


@pytest.mark.parametrize(
    ("move", "status", "field"),
    [
        ({"items": ["CP-1"]}, 422, "to"),
        ({"items": ["CP-1"], "to": "top", "position": 2}, 422, "to"),
        ({"items": ["CP-1"], "to": "top", "after": "CP-2"}, 422, "to"),
        ({"items": ["CP-1"], "after": "CP-1"}, 422, "after"),
        ({"items": ["CP-1"], "after": "PAY-1"}, 422, "after"),
        ({"items": ["CP-1"], "after": "CP-9"}, 404, None),
        ({"items": ["CP-9"], "to": "top"}, 404, None),
        ({"items": ["PAY-1"], "to": "top"}, 403, None),
        ({"items": ["CP-2", "PAY-1"], "to": "top"}, 403, None),
        ({"items": [], "to": "top"}, 422, "items"),
        ({"items": ["CP-1", "x"], "to": "top"}, 422, "items.1"),
        ({"items": ["CP-1"], "position": 0}, 422, "position"),
        ({"items": ["CP-2"], "to": "top", "order_version": 999}, 422, "version"),
    ],
)
def test_a_move_that_cannot_be(
    cast: Cast, client: Client, move: dict[str, Any], status: int, field: str | None
) -> None:
    make_items(cast.payslips, "F")
    answer = send(client, MOVES, move)
    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert order_of(cast.rostering) == "ABCDE"
    assert not Move.objects.exists()


def test_an_order_somebody_else_changed_is_409(cast: Cast, client: Client) -> None:
    seen = client.get("/api/v1/items/?cluster=rostering").json()["order_version"]
    move_item(cast.member, Item.objects.get(title="E"), to="top")
    stale = send(client, MOVES, {"items": ["CP-1"], "to": "bottom", "order_version": seen})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_order")
    assert stale.json()["details"]["order_version"] == seen + 1
    assert order_of(cast.rostering) == "EABCD"


def test_the_trail_of_moves(cast: Cast, client: Client) -> None:
    send(client, MOVES, {"items": ["CP-4", "CP-5"], "after": "CP-1"})
    send(client, MOVES, {"items": ["CP-3"], "to": "top"})
    said = client.get(f"{MOVES}?cluster=rostering&limit=2").json()
    rows = [(row["item"], row["follows"], row["by"]) for row in said["results"]]
    assert rows == [("CP-4", "CP-1", "olga-owner"), ("CP-5", "CP-4", "olga-owner")]
    rest = client.get(said["next"]).json()
    assert [(row["item"], row["follows"]) for row in rest["results"]] == [("CP-3", None)]
    assert rest["next"] is None
    assert client.get(f"{MOVES}?item=CP-1").json()["results"] == []


def test_a_state_changes_by_an_event(cast: Cast, client: Client) -> None:
    start = {"item": "CP-1", "to_state": "in_progress"}
    answer = send(client, EVENTS, start)
    said = answer.json()
    assert answer.status_code == 201
    assert (said["from_state"], said["to_state"], said["by"]) == (
        "idea", "in_progress", "olga-owner",
    )  # fmt: skip
    again = send(client, EVENTS, start)
    assert (again.status_code, again.json()) == (200, said)
    assert StateEvent.objects.filter(item__number=1).count() == 2
    assert client.get("/api/v1/items/CP-1/").json()["state"] == "in_progress"


@pytest.mark.parametrize(
    ("event", "status", "code"),
    [
        ({"item": "CP-1", "to_state": "shipped"}, 422, "no_such_step"),
        ({"item": "CP-1", "to_state": "dropped"}, 422, "no_reason"),
        ({"item": "CP-1", "to_state": "done"}, 422, "invalid_choice"),
        ({"item": "CP-1", "to_state": "ready", "from_state": "waiting"}, 409, "stale_state"),
        ({"item": "CP-1", "to_state": "ready", "at": "2020-01-01"}, 422, "unknown_field"),
        ({"item": "CP-9", "to_state": "ready"}, 404, "not_found"),
        ({"item": "PAY-1", "to_state": "ready"}, 403, "not_allowed"),
    ],
)
def test_an_event_that_cannot_be(
    cast: Cast, client: Client, event: dict[str, Any], status: int, code: str
) -> None:
    make_items(cast.payslips, "F")
    before = StateEvent.objects.count()
    answer = send(client, EVENTS, event)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert StateEvent.objects.count() == before


def test_a_key_keeps_a_late_repeat_from_happening(cast: Cast, client: Client) -> None:
    """Without it, a repeat that arrives after the item was put back would start it again."""
    start = {"item": "CP-1", "to_state": "ready"}
    send(client, EVENTS, start, "start-1")
    send(client, EVENTS, {"item": "CP-1", "to_state": "idea"})
    late = send(client, EVENTS, start, "start-1")
    assert (late.status_code, late["Idempotent-Replay"]) == (201, "true")
    assert Item.objects.get(number=1).state == "idea"


def test_the_list_of_events(cast: Cast, client: Client) -> None:
    send(client, EVENTS, {"item": "CP-2", "to_state": "dropped", "reason": "Not wanted."})
    said = client.get(f"{EVENTS}?to_state=dropped&product=crew-planner").json()
    assert [(row["item"], row["reason"]) for row in said["results"]] == [("CP-2", "Not wanted.")]
    assert [row["to_state"] for row in client.get(f"{EVENTS}?item=CP-2").json()["results"]] == [
        "idea", "dropped",
    ]  # fmt: skip
    first = client.get(f"{EVENTS}?limit=4").json()
    assert len(client.get(first["next"]).json()["results"]) == 2
    assert client.get(f"{EVENTS}?cluster=payroll").json()["results"] == []


def test_what_a_program_did_can_be_undone_by_its_person(cast: Cast, client: Client) -> None:
    send(client, MOVES, {"items": ["CP-3"], "to": "top"})
    assert Act.objects.get(kind="move").by == cast.owner


def test_lists_cost_the_same_for_many(
    cast: Cast, client: Client, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for number in range(1, 6):
        send(client, MOVES, {"items": [f"CP-{number}"], "to": "top"})
    for path in (f"{MOVES}?cluster=rostering", f"{EVENTS}?product=crew-planner"):
        with django_assert_max_num_queries(4):
            assert len(client.get(path).json()["results"]) >= 4
