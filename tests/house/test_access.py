"""Every address × every role × own and other clusters × every method, against the one table.

The table (`portfolio/access/`) is DOMAIN 14 written out; here every answer is held against it.
An address that is not in the table, or for which nobody wrote a specimen, fails.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from people.models import Person
from portfolio.access import TABLE, Role, Rule
from tests.builders import BACKEND
from tests.harness.people import Cast
from tests.house.specimens import (
    SPECIMENS,
    WITHOUT_ARGUMENTS,
    address,
    body_for,
    scopes_of,
)
from tests.house.tree import addresses
from tests.house.world import OWN, WHOLE, World, make_world

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")
RARE = {"PUT", "PATCH", "DELETE"}
ASK, NONE, PASS, REFUSE, WRONG_METHOD = "sign-in", "401", "passes", "refused", "405"
SECRETS = ("An item of Payslips", "Otto Other")


@pytest.fixture
def world(cast: Cast) -> World:
    return make_world(cast)


def ask(client: Client, method: str, url: str, body: str = "", **headers: str) -> HttpResponse:
    """One request whose effects are taken back."""
    is_api = url.startswith("/api/")
    kind = "application/json" if is_api else "application/x-www-form-urlencoded"
    body = body or ("{}" if is_api and method in ("POST", "PATCH", "PUT") else "")
    with transaction.atomic():
        answer: HttpResponse = client.generic(method, url, body, kind, headers=headers)
        transaction.set_rollback(True)
    return answer


def kind(answer: HttpResponse) -> str:
    """What an answer amounts to."""
    status = answer.status_code
    if status == 302 and answer["Location"].startswith("/sign-in/?next="):
        return ASK
    known = {401: NONE, 403: REFUSE, 404: REFUSE, 405: WRONG_METHOD}
    if status in known:
        return known[status]
    return PASS if status in (200, 202, 204, 302, 409, 422, 428) else f"unexpected {status}"


def expected(role: Role, rule: Rule | None, scope: str, name: str = "") -> str:
    """What the table promises."""
    if rule is None:
        return WRONG_METHOD
    if rule.is_public:
        return PASS
    if role is Role.STRANGER:
        return NONE if ":api-" in name and name != "portfolio:api-guide" else ASK
    scoped = {OWN: rule.own, WHOLE: rule.whole}.get(scope, frozenset())
    if role in rule.anywhere or role in scoped:
        return PASS
    return REFUSE


def client_of(person: Person | None, **options: bool) -> Client:
    client = Client(**options)
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def walk(world: World, role: Role) -> Iterator[tuple[str, str, str, str]]:
    """Name, scope, method and address of everything to be tried in the role."""
    actor = world.actor(role) or world.cast.owner
    for name in TABLE:
        for scope in scopes_of(name, world, actor):
            # That an undeclared method is refused does not depend on the role.
            rare = RARE if role in (Role.STRANGER, Role.OWNER) else RARE & set(TABLE[name])
            for method in (*METHODS, *sorted(rare)):
                yield name, scope, method, address(name, world, scope, actor)


def test_every_address_has_a_specimen() -> None:
    names = {one.name for one in addresses()}
    assert names == set(TABLE) == {*SPECIMENS, *WITHOUT_ARGUMENTS}


@pytest.mark.parametrize("role", list(Role))
def test_every_answer_is_the_one_the_table_promises(world: World, role: Role) -> None:
    client = client_of(world.actor(role))
    wrong = []
    for name, scope, method, url in walk(world, role):
        answer = ask(client, method, url, body_for(name, world))
        wanted = expected(role, TABLE[name].get(method), scope, name)
        found = kind(answer)
        if found != wanted:
            wrong.append(f"{role} {method} {name} ({scope}): {found}, wanted {wanted}")
        if found == REFUSE and any(secret in answer.content.decode() for secret in SECRETS):
            wrong.append(f"{role} {method} {name} ({scope}) tells what it refuses")
        if name == "people:sign-out" and found == PASS:
            client = client_of(world.actor(role))
    assert wrong == []


def test_a_strangers_fragment_is_told_401(world: World) -> None:
    wrong = []
    for name, _, method, url in walk(world, Role.STRANGER):
        rule = TABLE[name].get(method)
        if rule is not None and not rule.is_public:
            answer = ask(Client(), method, url, **{"HX-Request": "true"})
            if answer.status_code != 401:
                wrong.append(f"{method} {name}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("role", [Role.OWNER, Role.LEADERSHIP, Role.ADMIN])
def test_nothing_is_written_without_the_token_of_the_form(world: World, role: Role) -> None:
    client = client_of(world.actor(role), enforce_csrf_checks=True)
    wrong = []
    for name, scope, method, url in walk(world, role):
        if method == "POST" and expected(role, TABLE[name].get(method), scope) == PASS:
            status = ask(client, method, url).status_code
            if status != 403:
                wrong.append(f"{name}: {status}")
    assert wrong == []


def test_no_write_reaches_the_past(world: World) -> None:
    """`?at=` on an unsafe method is 409 whatever the address."""
    client = client_of(world.cast.owner)
    wrong = []
    for name, scope, method, url in walk(world, Role.OWNER):
        passes = expected(Role.OWNER, TABLE[name].get(method), scope) == PASS
        if method == "POST" and passes and not name.startswith("people:sign"):
            status = ask(client, method, f"{url}?at={world.quarter.slug}").status_code
            if status != 409:
                wrong.append(f"{name}: {status}")
    assert wrong == []


def test_unknown_things_are_not_found(world: World) -> None:
    """An id nobody has answers like one that must not be seen."""
    client = client_of(world.cast.owner)
    for url in (
        "/products/nothing/", "/clusters/nothing/", "/products/nothing/profile/",
        "/products/crew-planner/metrics/nothing/", "/products/nothing/metrics/availability/",
        "/items/ZZ-9/", "/owners/nothing/", "/products/crew-planner/metrics/pay/target/",
        f"/reviews/{world.quarter.slug}/nothing/",
    ):  # fmt: skip
        assert client.get(url).status_code == 404, url


def test_the_walk_would_notice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a rule that is too wide is found."""
    wide = {"GET": Rule("everybody", frozenset(Role)), "POST": Rule("all", frozenset(Role))}
    monkeypatch.setitem(TABLE, "products:product-edit", wide)
    client = client_of(world.cast.employee)
    url = address("products:product-edit", world, OWN, world.cast.employee)
    assert kind(ask(client, "POST", url)) == REFUSE
    assert expected(Role.EMPLOYEE, wide["POST"], OWN) == PASS
