"""Twenty people move in one list at once: a permutation, nothing lost, no server error.

Negative control: without the lock on the list the same hands break it.
"""

from __future__ import annotations

import http.client
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client

from backlogs.actions import moves
from backlogs.models import Backlog, Item, Move
from backlogs.views import moves as views
from tests.backlogs.builders import make_items
from tests.builders import make_person, make_product, own, sign_in

ITEMS, HANDS, MOVES = 200, 20, 400

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(monkeypatch) -> list[bool]:
    """What each acknowledged move said: whether it changed anything."""
    found: list[bool] = []
    real = moves.move_item

    def listening(*args, **kwargs):
        moved = real(*args, **kwargs)
        found.append(moved.changed)
        return moved

    monkeypatch.setattr(views, "move_item", listening)
    return found


@pytest.fixture
def session() -> str:
    """The cookies of the owner of a list of `ITEMS`."""
    person = make_person("Olga Owner")
    product = make_product("Crew planner", key="CP")
    own(person, product)
    make_items(product, [f"Item {number}" for number in range(1, ITEMS + 1)])
    key = sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={key}; {settings.CSRF_COOKIE_NAME}={'x' * 32}"


def forms(seed: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Random moves: beside any other item, to an end, to a position."""
    hand = random.Random(seed)
    for _ in range(MOVES // HANDS):
        item, other = (f"CP-{number}" for number in hand.sample(range(1, ITEMS + 1), 2))
        yield (
            item,
            hand.choice(
                [
                    {"after": other},
                    {"before": other},
                    {"to": hand.choice(["top", "bottom"])},
                    {"position": str(hand.randint(1, ITEMS))},
                ]
            ),
        )


def move(server: str, cookies: str, seed: int) -> list[int]:
    """One person's moves, one after the other; the answers' statuses."""
    headers = {
        "Cookie": cookies,
        "X-CSRFToken": "x" * 32,
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    statuses = []
    for item, form in forms(seed):
        connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=60)
        connection.request("POST", f"/items/{item}/position/", urlencode(form), headers)
        statuses.append(connection.getresponse().status)
        connection.close()
    return statuses


def replayed() -> list[int]:
    """The order that the trail tells, move by move from the first order on."""
    order = list(Item.objects.order_by("number").values_list("pk", flat=True))
    for item, follows in Move.objects.order_by("version").values_list("item_id", "follows_id"):
        order.remove(item)
        order.insert(order.index(follows) + 1 if follows else 0, item)
    return order


def broken(statuses: list[int], told: list[bool], first: int) -> list[str]:
    """Everything that is not as twenty careful people expect it."""
    order = list(Item.objects.order_by("rank").values_list("pk", flat=True))
    versions = list(Move.objects.order_by("version").values_list("version", flat=True))
    checks = {
        "a move was not acknowledged": statuses == [204] * MOVES,
        "two items share a place": len(set(Item.objects.values_list("rank", flat=True))) == ITEMS,
        "an item is gone": len(order) == ITEMS,
        "an acknowledged move is lost": len(versions) == sum(told) and len(told) == MOVES,
        "the versions have a gap": versions == list(range(first + 1, first + 1 + len(versions))),
        "the list's version is not the last": Backlog.objects.get().order_version == versions[-1],
        "the order is not what the moves say": order == replayed(),
    }
    return [problem for problem, holds in checks.items() if not holds]


def run(live_server, session: str) -> list[int]:
    with ThreadPoolExecutor(HANDS) as hands:
        work = [hands.submit(move, live_server.url, session, seed) for seed in range(HANDS)]
        return [status for hand in work for status in hand.result()]


def test_twenty_hands_in_one_list(live_server, session, told):
    first = Backlog.objects.get().order_version
    statuses = run(live_server, session)
    assert broken(statuses, told, first) == []


def test_without_the_lock_they_break_it(live_server, session, told, monkeypatch):
    monkeypatch.setattr(moves, "lock_backlog", lambda key: Backlog.objects.get(cluster_id=key))
    first = Backlog.objects.get().order_version
    statuses = run(live_server, session)
    assert broken(statuses, told, first) != []
