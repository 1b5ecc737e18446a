"""Twenty programs move, add, ship and move in bulk in one list, and nothing they were told is lost.

`MANY_HANDS=1000 MANY_ITEMS=500 MANY_CREATES=500` runs the full number; the suite runs fewer acts of
the same kind.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from backlogs.actions import moves
from backlogs.models import Backlog, Item, Move, StateEvent
from tests.backlogs.builders import make_items
from tests.backlogs.hands import LIST, SHIPPABLE, Hand, Told
from tests.builders import join, make_person, make_product, make_token, own

ACTS = int(os.environ.get("MANY_HANDS", "160"))
ITEMS = int(os.environ.get("MANY_ITEMS", "120"))
CREATES = int(os.environ.get("MANY_CREATES", "24"))
HANDS = 20

pytestmark = pytest.mark.django_db(transaction=True)
FINE = {
    "move": {200: "", 201: "", 409: "stale_order", 422: "item_closed itself"},
    "bulk": {200: "", 201: "", 409: "stale_order", 422: "item_closed itself"},
    "add": {201: ""},
    "ship": {200: "", 201: "", 422: "no_such_step no_reason"},
    "read": {200: ""},
}


@dataclass(frozen=True)
class Outcome:
    """What all were told, and the list's version before the first act."""

    told: list[Told]
    reads: list[list[str]]
    first: int

    def of(self, kind: str, *statuses: int) -> list[Told]:
        return [one for one in self.told if one.kind == kind and one.status in statuses]


def run(url: str, acts: int = ACTS) -> Outcome:
    """The owner and a team member, each with ten programs."""
    people = [make_person("Olga Owner"), make_person("Mo Member")]
    product = make_product("Crew planner", key="CP")
    own(people[0], product)
    join(people[1], product)
    make_items(product, [f"Item {number}" for number in range(1, ITEMS + 1)])
    tokens = [make_token(person)[1] for person in people]
    first = Backlog.objects.get().order_version
    hands = [Hand(url, tokens[seed % 2], seed) for seed in range(HANDS)]
    with ThreadPoolExecutor(HANDS) as pool:
        work = [pool.submit(hand.work, ITEMS, acts // HANDS) for hand in hands]
        told = [one for done in work for one in done.result()]
        reads = [hand[0] for hand in pool.map(Hand.read, hands)]
    for hand in hands:
        hand.connection.close()
    return Outcome(told, reads, first)


def unexpected(outcome: Outcome) -> list[tuple[str, int, str]]:
    """Answers that are neither what was asked for nor a clear refusal."""
    return [
        (one.kind, one.status, one.said.get("code", ""))
        for one in outcome.told
        if one.status not in FINE[one.kind]
        or one.said.get("code", "") not in FINE[one.kind][one.status].split(" ")
    ]


def replayed(outcome: Outcome) -> list[str]:
    """The order that the acknowledged adds and the trail of moves tell, version by version."""
    order = [f"CP-{number}" for number in range(1, ITEMS + 1)]
    steps = {
        one.said["order_version"]: [(one.said["reference"], None)] for one in outcome.of("add", 201)
    }
    added = set(steps)
    for version, item, follows in Move.objects.order_by("id").values_list(
        "version", "item__number", "follows__number"
    ):
        steps.setdefault(version, []).append((f"CP-{item}", follows and f"CP-{follows}"))
    for version in sorted(steps):
        moving = [item for item, _ in steps[version]]
        order = [item for item in order if item not in moving]
        for item, follows in steps[version]:
            place = len(order) if version in added else order.index(follows) + 1 if follows else 0
            order.insert(place, item)
    return order


def broken(outcome: Outcome) -> list[str]:
    """Everything that is not as twenty careful programs expect it."""
    rows = list(Item.objects.order_by("rank"))
    names = [f"CP-{row.number}" for row in rows]
    open_ones = [f"CP-{row.number}" for row in rows if row.state not in ("shipped", "dropped")]
    steady = {name for name in names if int(name[3:]) % SHIPPABLE or int(name[3:]) > ITEMS}
    added = {one.said["reference"] for one in outcome.of("add", 201)}
    told = {
        one.said["order_version"]: one
        for one in (*outcome.of("move", 201), *outcome.of("bulk", 201))
    }
    written = set(Move.objects.values_list("version", flat=True))
    shipped = {
        one.said["item"]
        for one in outcome.of("ship", 200, 201)
        if one.said["to_state"] == "shipped"
    }
    last = outcome.first + len(told) + len(added)
    checks = {
        "an answer nobody expects": unexpected(outcome) == [],
        "two items share a place": len({row.rank for row in rows}) == len(rows),
        "an item is lost or doubled": len(rows) == ITEMS + len(added) and added <= set(names),
        "an add was done twice": len(added) * 3 == len(outcome.of("add", 201)),
        "an acknowledged move is lost": written == set(told),
        "the versions have a gap": Backlog.objects.get().order_version == last,
        "a shipping is lost": shipped == set(names) - set(open_ones),
        "the events are not the steps": StateEvent.objects.count()
        == len(rows) + len(outcome.of("ship", 201)),
        "a client's next read differs": all(read == open_ones for read in outcome.reads),
        "the order is not what they did": [name for name in names if name in steady]
        == [name for name in replayed(outcome) if name in steady],
    }
    return [problem for problem, holds in checks.items() if not holds]


def test_twenty_programs_in_one_list(live_server) -> None:  # type: ignore[no-untyped-def]
    outcome = run(live_server.url)
    assert unexpected(outcome) == []
    assert broken(outcome) == []
    kinds = {(one.kind, one.status) for one in outcome.told}
    assert {("bulk", 201), ("move", 201), ("add", 201), ("ship", 201)} <= kinds


def test_sent_three_times_at_once_it_is_done_once(live_server) -> None:  # type: ignore[no-untyped-def]
    person, product = make_person("Olga Owner"), make_product("Crew planner", key="CP")
    own(person, product)
    token = make_token(person)[1]
    hands = [Hand(live_server.url, token, seed) for seed in range(HANDS)]

    def add(number: int) -> None:
        for key in range(number // 3, CREATES, HANDS // 3):
            body = {"title": f"Item {key}", "product": "crew-planner"}
            hands[number].send("add", "POST", LIST, body, f"key-{key}")

    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(add, range(HANDS // 3 * 3)))
    told = [one for hand in hands for one in hand.told]
    for hand in hands:
        hand.connection.close()
    assert {one.status for one in told} == {201}
    assert len(told) == CREATES * 3
    assert len({one.said["reference"] for one in told}) == CREATES == Item.objects.count()


def test_without_the_lock_they_would_break_it(live_server, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Negative control: moves that hold no list are found out."""
    monkeypatch.setattr(moves, "lock_backlog", lambda key: Backlog.objects.get(cluster_id=key))
    assert broken(run(live_server.url, 100)) != []
