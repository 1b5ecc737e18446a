"""Whatever a program sends, the API answers what its description says, and never with a 5xx.

Negative control: `test_it_would_notice`. A longer run with another tool is described in
portfolio/kernel/api/README.md.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backlogs import api
from portfolio.openapi import document
from tests.backlogs.builders import make_items
from tests.builders import bearer
from tests.harness.people import Cast

pytestmark = pytest.mark.django_db
OPERATIONS = [
    (path, method, said)
    for path, methods in document()["paths"].items()
    for method, said in methods.items()
]
NASTY = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "0",
            "-1",
            "x" * 400,
            "%00",
            "ÿ",
            "\u202e",
            "' OR 1=1 --",
            "=1+1",
            "null",
            "true",
            "CP-1",
            "CP-99",
            "PAY-1",
            "crew-planner",
            "shift-swaps",
            "rostering",
            "payslips",
            "fix",
            "mo-member",
            "shipped",
            "dropped",
            "in_progress",
            "top",
            "9" * 30,
            "1e400",
            "2026-01-01",
        ]
    ),
    st.text(max_size=12),
)
ANY = st.one_of(
    NASTY, st.integers(), st.integers(-5, 20), st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(), st.none(), st.lists(NASTY, max_size=4), st.just({}), st.just([[]]),
)  # fmt: skip
GOOD: dict[str, list[Any]] = {
    "items": [["CP-1"], ["CP-1", "CP-2"], ["CP-1", "PAY-1"]],
    "item": ["CP-1", "PAY-1", "SS-9"], "after": ["CP-2", 0], "before": ["CP-3"], "to": ["top"],
    "position": [1, 2], "to_state": ["ready", "dropped", "shipped"], "reason": ["", "Because."],
    "title": ["A title"], "product": ["crew-planner", "payslips"], "effort": [3, None],
    "assignee": ["mo-member", None], "limit": [1, 500], "state": ["all", "open"],
}  # fmt: skip


def fields(names: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the fields, often good, and now and then one that is not there."""
    found = {name: st.sampled_from(GOOD[name]) | ANY if name in GOOD else ANY for name in names}
    return st.fixed_dictionaries({}, optional={**found, "odd": ANY})


@st.composite
def requests(draw: Any) -> tuple[str, str, dict[str, Any], bytes, dict[str, str], dict[str, Any]]:
    """Path, method, query, body, headers and the operation's description."""
    path, method, said = draw(st.sampled_from(OPERATIONS))
    path = path.replace("{reference}", draw(st.sampled_from(["CP-1", "PAY-1", "ZZ-9", "CP-0"])))
    spoken = [one["name"] for one in said.get("parameters", []) if one["in"] == "query"]
    query = draw(fields(spoken)) if draw(st.integers(0, 3)) and spoken else {}
    body = b""
    if "requestBody" in said:
        shape = said["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        names = list(document()["components"]["schemas"][shape.split("/")[-1]]["properties"])
        body = json.dumps(draw(fields(names) | ANY)).encode()
        body = draw(st.just(body) | st.just(body) | st.binary(max_size=20))
    headers = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "If-Match": st.sampled_from(['"1"', '"2"', "*", "", "x", '"' + "9" * 40 + '"']),
                "Idempotency-Key": st.sampled_from(["a", "b", "", "x" * 101, "a b"]),
            },
        )
    )
    return path, method, query, body, headers, said


def wrong(client: Client, request: tuple[Any, ...]) -> str:
    """What is wrong with the answer; empty when nothing is."""
    path, method, query, body, headers, said = request
    plain = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in query.items()
    }
    with transaction.atomic():
        answer = client.generic(
            method.upper(), path, body, "application/json", headers=headers, query_params=plain
        )
        transaction.set_rollback(True)
    if str(answer.status_code) not in said["responses"]:
        return f"{method} {path}: {answer.status_code} is not described"
    told = answer.json()
    if answer.status_code >= 400 and not (told["code"] and told["message"] and told["request_id"]):
        return f"{method} {path}: {told} says too little"
    return ""


@pytest.fixture
def client(cast: Cast) -> Client:
    make_items(cast.planner, "ABC")
    make_items(cast.payslips, "F")
    client = bearer(cast.owner)
    client.raise_request_exception = False
    return client


def test_every_answer_is_a_described_one(client: Client) -> None:
    @settings(
        max_examples=150,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(requests())
    def holds(request: tuple[Any, ...]) -> None:
        assert wrong(client, request) == ""

    holds()


def test_it_would_notice(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a query that breaks is a 500 nobody described."""
    monkeypatch.setattr(api, "move_rows", lambda said: 1 // 0)
    path, method, said = next(one for one in OPERATIONS if one[:2] == ("/api/v1/moves/", "get"))
    assert wrong(client, (path, method, {}, b"", {}, said)).endswith("500 is not described")
