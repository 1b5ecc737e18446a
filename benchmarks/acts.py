"""What people do to a list: one move, fifty items moved together, one line added."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks import raw_backlogs
from benchmarks.browser import FRAGMENT, Browser, Server, measure

TOGETHER = 50
BARE = {"HX-Request": "true"}


@dataclass(frozen=True)
class Act:
    """One thing to do again and again: the n-th time it is `path(n)` with `form(n)`.

    `floor(n)` is the address of its twin, `statement` the raw SQL, `sees` a page that is open.
    """

    name: str
    session: str
    sees: str
    path: Callable[[int], str]
    form: Callable[[int], dict[str, Any]]
    headers: dict[str, str]
    statement: str
    values: dict[str, Any]
    floor: Callable[[int], str] | None = None


def acts(ready: dict[str, Any]) -> Iterator[Act]:
    """Every act, for lists made ready by `child prepare`."""
    for count, key in (("500", "list-500"), ("10,000", "list-10000")):
        yield _move(f"one move in {count}", ready["lists"][key])
    yield _bulk(f"{TOGETHER} items moved in 10,000", ready["lists"]["list-10000"])
    yield _quick("one line added to 10,000", ready["lists"]["list-10000"])


def _move(name: str, row: dict[str, Any]) -> Act:
    """From the far end of what is known to places near the top."""
    names, keys = row["items"], row["keys"]

    def pair(n: int) -> tuple[int, int]:
        return len(names) - 1 - n, (n * 37) % 200

    return Act(
        name=name,
        session=row["session"],
        sees=f"/clusters/{row['cluster']}/backlog/",
        path=lambda n: f"/items/{names[pair(n)[0]]}/position/",
        form=lambda n: {"after": names[pair(n)[1]]},
        headers=BARE,
        statement=raw_backlogs.MOVE,
        values={"cluster": row["cluster_id"], "item": keys[250], "after": keys[10]},
        floor=lambda n: f"/move/{keys[pair(n)[0]]}/{keys[pair(n)[1]]}/",
    )


def _bulk(name: str, row: dict[str, Any]) -> Act:
    names, keys = row["items"][:TOGETHER], row["keys"]
    list_path = f"/clusters/{row['cluster']}/backlog/"
    return Act(
        name=name,
        session=row["session"],
        sees=list_path,
        path=lambda n: f"{list_path}selection/",
        form=lambda n: {"act": "position", "position": 200 + 61 * n, "item": names},
        headers=FRAGMENT,
        statement=raw_backlogs.BULK_MOVE,
        values={"cluster": row["cluster_id"], "items": keys[:TOGETHER], "after": keys[300]},
    )


def _quick(name: str, row: dict[str, Any]) -> Act:
    list_path = f"/clusters/{row['cluster']}/backlog/"
    return Act(
        name=name,
        session=row["session"],
        sees=list_path,
        path=lambda n: f"{list_path}items/",
        form=lambda n: {"line": f"fix: leave arrives late {n} ~2", "product": row["product"]},
        headers=FRAGMENT,
        statement=raw_backlogs.QUICK_ADD,
        values={"cluster": row["cluster_id"], "product": row["product_id"]},
    )


def measure_act(server: Server, act: Act) -> dict[str, Any]:
    """What one costs Almanac."""
    browser = Browser(server.port, act.session)
    browser.get(act.sees)
    return measure(server, lambda n: browser.post(act.path(n), act.form(n), act.headers))
