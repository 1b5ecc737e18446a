"""Pages over HTTP: one connection, one after the other, against gunicorn as in production."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

from benchmarks import servers
from benchmarks.acts import Act, acts, measure_act
from benchmarks.browser import TIMES, WARM, Browser, Server, measure, servers_cookie
from benchmarks.lines import Line, lines
from benchmarks.measuring import family, memory_mb

Found = dict[str, dict[str, Any]]
ROUNDS = 3  # the first fills caches, the second counts statements, the third rows


def run(at: servers.Servers, name: str, ready: dict[str, Any], wanted: str = "") -> Found:
    """Every page and act whose name holds `wanted`, on Almanac and on the floor."""
    found: Found = {}
    done = [act for act in acts(ready) if wanted in act.name]
    with _serving(at, name) as server:
        last = last_page(server.port, ready)
        asked = [line for line in lines(ready, last) if wanted in line.name]
        for line in asked:
            found[line.name] = measure_line(server, line)
        for act in done:
            found[act.name] = measure_act(server, act)
    with _serving(at, name, floor=True) as server:
        found["hello"] = measure_twin(server, ready["floor"], lambda _: "/hello/")
        for line in asked:
            if line.floor:
                found[line.name]["floor"] = measure_twin(server, ready["floor"], line.twin)
        for act in done:
            if act.floor:
                found[act.name]["floor"] = measure_twin(server, ready["floor"], act.floor)
    _count(at, name, asked, done, found)
    return found


@contextmanager
def _serving(at: servers.Servers, name: str, *, floor: bool = False) -> Iterator[Server]:
    child, port = servers.web(at, name, 1, floor=floor)
    try:
        yield Server(port, family(child.process.pid), at.database.child.process.pid)
    finally:
        child.stop()


def measure_line(server: Server, line: Line) -> dict[str, Any]:
    """What one page costs."""
    browser = Browser(server.port, line.session)
    return measure(server, lambda _: browser.get(line.path, line.headers))


def measure_twin(server: Server, session: str, path: Callable[[int], str]) -> dict[str, Any]:
    """What the floor pays for the same, with a session of Django's own backend."""
    browser = Browser(server.port, session)
    return measure(server, lambda n: browser.get(path(n)))


def _count(
    at: servers.Servers, name: str, asked: list[Line], done: list[Act], found: Found
) -> None:
    """Statements and rows written per request, in a process of its own; the raw ones' time."""
    told = at.environment(name, 8000)
    told["SESSION_COOKIE"] = servers_cookie(8000)
    wanted: list[list[Any]] = [
        [one.name, one.session, one.headers or {}, [[one.path, None]] * 2] for one in asked
    ]
    first = WARM + TIMES  # as if the browser went on
    wanted += [
        [
            act.name,
            act.session,
            act.headers,
            [[act.path(n), act.form(n)] for n in range(first, first + ROUNDS)],
        ]
        for act in done
    ]
    raws: dict[str, Any] = {
        line.name: [line.statements, line.values] for line in asked if line.statements
    }
    raws |= {act.name: [[act.statement], act.values] for act in done}
    for kind, given in (("queries", wanted), ("page-raw", raws)):
        told_all = json.loads(servers.run(told, "benchmarks.child", kind, json.dumps(given)))
        for line_name, values in told_all.items():
            found[line_name] |= values


def last_page(port: int, ready: dict[str, Any]) -> str:
    """Walk to the products list's last page by its own links."""
    browser, path = Browser(port, ready["leader"]), "/products/"
    while True:
        body = browser.get(path).decode()
        mark = body.find('rel="next" href="')
        if mark < 0:
            return path
        start = mark + len('rel="next" href="')
        link = body[start : body.index('"', start)].replace("&amp;", "&")
        path = f"/products/{quote(link, safe='?&=~%+')}"


def memory(at: servers.Servers, name: str, ready: dict[str, Any]) -> dict[str, float]:
    """Two workers after two hundred requests of all kinds."""
    ours, port = servers.web(at, name, 2)
    try:
        for line in lines(ready, "/products/") * 4:
            for _ in range(4):
                Browser(port, line.session).get(line.path, line.headers)
        resident, proportional = memory_mb(family(ours.process.pid))
    finally:
        ours.stop()
    return {"rss": resident, "pss": proportional}
