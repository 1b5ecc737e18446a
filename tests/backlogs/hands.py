"""Programs that work on one list at once, over HTTP, and write down what they were told."""

from __future__ import annotations

import http.client
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

LIST, MOVES, EVENTS = "/api/v1/items/", "/api/v1/moves/", "/api/v1/events/"
# Every fifth item may be shipped; items are put beside others only, so that the trail of moves,
# which names open neighbours, says the order of the others exactly.
SHIPPABLE = 5


@dataclass
class Told:
    """One answer: what was asked, the status and what it said."""

    kind: str
    status: int
    said: dict[str, Any]
    asked: dict[str, Any] = field(default_factory=dict)


class Hand:
    """One program with a token and a connection of its own."""

    def __init__(self, url: str, token: str, seed: int) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.chance = random.Random(seed)
        self.seed = seed
        self.version: int | None = None
        self.told: list[Told] = []

    def send(self, kind: str, method: str, path: str, body: Any = None, key: str = "") -> Told:
        headers = self.headers | ({"Idempotency-Key": key} if key else {})
        text = json.dumps(body) if body is not None else None
        self.connection.request(method, path, text, headers)
        answer = self.connection.getresponse()
        told = Told(kind, answer.status, json.loads(answer.read()), body or {})
        self.told.append(told)
        return told

    def work(self, items: int, acts: int) -> list[Told]:
        """So many random acts on a list that began with so many items."""
        for number in range(acts):
            self.act(items, number)
        self.connection.close()
        return self.told

    def act(self, items: int, number: int) -> None:
        kind = self.chance.choices(("move", "bulk", "add", "ship", "read"), (45, 15, 15, 15, 10))[0]
        numbers = self.chance.sample(range(1, items + 1), 6)
        if kind in ("move", "bulk"):
            count = 1 if kind == "move" else self.chance.randint(2, 5)
            body = {"items": [f"CP-{one}" for one in numbers[:count]], **self.place(items, numbers)}
            if self.version is not None and self.chance.random() < 0.3:
                body["order_version"] = self.version
            self.send(kind, "POST", MOVES, body)
        elif kind == "add":
            body = {"title": f"Hand {self.seed}, {number}", "product": "crew-planner"}
            for _ in range(3):
                self.send(kind, "POST", LIST, body, f"hand-{self.seed}-{number}")
        elif kind == "ship":
            item = f"CP-{max(SHIPPABLE, numbers[0] // SHIPPABLE * SHIPPABLE)}"
            for state in ("in_progress", "shipped"):
                self.send(kind, "POST", EVENTS, {"item": item, "to_state": state})
        else:
            self.version = self.read()[1]

    def place(self, items: int, numbers: list[int]) -> dict[str, Any]:
        beside = next(one for one in numbers[::-1] if one % SHIPPABLE)
        name = f"CP-{beside}"
        return self.chance.choice(
            [
                {"after": name},
                {"before": name},
                {"to": self.chance.choice(["top", "bottom"])},
                {"position": self.chance.randint(1, items)},
            ]
        )

    def read(self) -> tuple[list[str], int]:
        """The whole list, page by page, and the version the first page named."""
        pages = list(self.pages())
        rows = [row["reference"] for page in pages for row in page["results"]]
        return rows, pages[0]["order_version"]

    def pages(self) -> Iterator[dict[str, Any]]:
        path = f"{LIST}?cluster=crew-planner&limit=500"
        while path:
            page = self.send("read", "GET", path).said
            yield page
            path = page["next"]
