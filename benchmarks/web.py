"""Pages over HTTP: one connection, one after the other, against gunicorn as in production."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from benchmarks import raw, servers
from benchmarks.measuring import cpu_ms, family, median, memory_mb, p95, wall_ms

WARM, TIMES = 16, 25
# Four threads, each with a database connection and caches of its own, are to be warm.
CROWDED = "product page, thousands of open items"
FRAGMENT = {"HX-Request": "true", "HX-Target": "list"}


@dataclass(frozen=True)
class Line:
    """One request to measure, its twin on the floor and the raw statements for the same answer."""

    name: str
    session: str
    path: str
    floor: str = ""
    headers: dict[str, str] | None = None
    statements: tuple[str, ...] = ()
    values: dict[str, Any] | None = None


def lines(ready: dict[str, Any], last: str) -> list[Line]:
    """The pages, for a portfolio made ready by `child prepare`."""
    leader, word, lists = ready["leader"], ready["word"], ready["lists"]
    found = (raw.PRODUCTS, raw.PRODUCT_COUNT)
    everything, searched = {"q": "%"}, {"q": f"%{word}%"}
    search, product = f"/products/?q={word}", f"/products/{ready['product']}/"
    crowded = f"/products/{ready['crowded']}/"
    small, large = lists["list-500"], lists["list-10000"]
    backlog, longer = (f"/clusters/{row['cluster']}/backlog/" for row in (small, large))
    page, rest = "/products/", f"/api/v1/items/?cluster={large['cluster']}"
    return [
        Line("products list, first page", leader, page, page, None, found, everything),
        Line("products list, last page", leader, last, page, None, found, everything),
        Line("products list, fragment", leader, page, page, FRAGMENT, found, everything),
        Line("products list, search fragment", leader, search, search, FRAGMENT, found, searched),
        Line("product page", leader, product, product, None, raw.PRODUCT,
             {"slug": ready["product"]}),
        Line(CROWDED, leader, crowded, crowded, None, raw.PRODUCT, {"slug": ready["crowded"]}),
        Line("dashboard", leader, "/portfolio/", "/portfolio/", None, raw.DASHBOARD, None),
        Line("backlog of 500", small["session"], backlog, backlog, None, (raw.BACKLOG,),
             {"slug": small["cluster"]}),
        Line("backlog of 10,000, first screen", large["session"], longer, longer, None,
             (raw.BACKLOG,), {"slug": large["cluster"]}),
        Line("REST list of 100 items", large["session"], rest, rest),
    ]  # fmt: skip


class Browser:
    """One kept connection with cookies."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {servers_cookie(port): session}

    def get(self, path: str, headers: dict[str, str] | None = None) -> bytes:
        """The body; anything but 200 ends the run."""
        return self._ask("GET", path, None, headers or {})

    def post(self, path: str, form: dict[str, str], headers: dict[str, str]) -> bytes:
        """A form with the token Django asks for."""
        token = self.cookies.get(servers_cookie(self.port, "csrf"), "")
        sent = {"X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form), {**headers, **sent})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, {**headers, "Cookie": cookies})
        answer = self.connection.getresponse()
        said = answer.read()
        for text in answer.headers.get_all("Set-Cookie", []):
            name, _, rest = text.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if answer.status not in (200, 204):
            raise SystemExit(f"{method} {path} answered {answer.status}: {said[:300]!r}")
        return said


def servers_cookie(port: int, kind: str = "session") -> str:
    """The name of Almanac's cookie on that port."""
    return f"almanac_{port}_{kind}"


def measure(port: int, pids: list[int], database: int, line: Line, path: str) -> dict[str, Any]:
    """CPU of server and database per request, wall, bytes."""
    browser = Browser(port, line.session)
    for _ in range(WARM):
        body = browser.get(path, line.headers)
    backends = family(database)
    own, theirs = cpu_ms(pids), cpu_ms(backends)
    walls = wall_ms(lambda: browser.get(path, line.headers), TIMES)
    return {
        "cpu": (cpu_ms(pids) - own) / TIMES,
        "db": (cpu_ms(backends) - theirs) / TIMES,
        "median": median(walls),
        "p95": p95(walls),
        "bytes": len(body),
    }


def measure_moves(
    port: int, pids: list[int], database: int, ready: dict[str, Any], *, floor: bool
) -> dict[str, Any]:
    """Items moved from the far end of what is shown to random places, one after the other."""
    browser = Browser(port, ready["session"])
    if not floor:
        browser.get(f"/clusters/{ready['cluster']}/backlog/")
    names, keys = ready["items"], ready["keys"]

    def move(n: int) -> None:
        item, after = len(names) - 1 - n, (n * 37) % 200
        if floor:
            browser.get(f"/move/{keys[item]}/{keys[after]}/")
        else:
            where = f"/items/{names[item]}/position/"
            browser.post(where, {"after": names[after]}, {"HX-Request": "true"})

    for n in range(WARM):
        move(n)
    backends = family(database)
    own, theirs, walls = cpu_ms(pids), cpu_ms(backends), []
    for n in range(WARM, WARM + TIMES):
        started = time.perf_counter()
        move(n)
        walls.append((time.perf_counter() - started) * 1000)
    return {
        "cpu": (cpu_ms(pids) - own) / TIMES,
        "db": (cpu_ms(backends) - theirs) / TIMES,
        "median": median(walls),
        "p95": p95(walls),
        "bytes": 0,
    }


def run(at: servers.Servers, name: str, ready: dict[str, Any]) -> dict[str, Any]:
    """Every page line, on Almanac and on the floor, with query counts and raw statements."""
    ours, port = servers.web(at, name, 1)
    last = last_page(port, ready)
    asked = lines(ready, last)
    found: dict[str, dict[str, Any]] = {}
    database = at.database.child.process.pid
    try:
        pids = family(ours.process.pid)
        for line in asked:
            found[line.name] = measure(port, pids, database, line, line.path)
        for count, key in (("500", "list-500"), ("10,000", "list-10000")):
            ours_now = measure_moves(port, pids, database, ready["lists"][key], floor=False)
            found[f"one move in {count}"] = ours_now
    finally:
        ours.stop()
    floor, port = servers.web(at, name, 1, floor=True)
    try:
        pids = family(floor.process.pid)
        hello = Line("hello", ready["leader"], "/hello/")
        found["hello"] = measure(port, pids, database, hello, hello.path)
        for line in asked:
            twin = measure(port, pids, database, line, line.floor)
            found[line.name]["floor"] = twin
        for count, key in (("500", "list-500"), ("10,000", "list-10000")):
            twin = measure_moves(port, pids, database, ready["lists"][key], floor=True)
            found[f"one move in {count}"]["floor"] = twin
    finally:
        floor.stop()
    _count(at, name, asked, ready, found)
    return found


def _count(
    at: servers.Servers,
    name: str,
    asked: list[Line],
    ready: dict[str, Any],
    found: dict[str, dict[str, Any]],
) -> None:
    """Statements per request, counted in a process of its own, and the raw ones' time."""
    told = at.environment(name, 8000)
    told["SESSION_COOKIE"] = servers_cookie(8000)
    wanted: dict[str, Any] = {
        line.name: [line.session, line.path, line.headers or {}, None] for line in asked
    }
    statements: dict[str, Any] = {
        line.name: [line.statements, line.values] for line in asked if line.statements
    }
    for count, key in (("500", "list-500"), ("10,000", "list-10000")):
        row = ready["lists"][key]
        path = f"/items/{row['items'][300]}/position/"
        form = {"after": row["items"][1 if count == "500" else 2]}
        wanted[f"one move in {count}"] = [row["session"], path, {"HX-Request": "true"}, form]
        keys = row["keys"]
        values = {"cluster": row["cluster_id"], "item": keys[250], "after": keys[10]}
        statements[f"one move in {count}"] = [[raw.MOVE], values]
    counts = json.loads(servers.run(told, "benchmarks.child", "queries", json.dumps(wanted)))
    times = json.loads(servers.run(told, "benchmarks.child", "page-raw", json.dumps(statements)))
    for line, number in counts.items():
        found[line]["queries"] = number
    for line, number in times.items():
        found[line]["raw"] = number


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
        for line in lines(ready, "/products/") * 5:
            for _ in range(4):
                Browser(port, line.session).get(line.path, line.headers)
        resident, proportional = memory_mb(family(ours.process.pid))
    finally:
        ours.stop()
    return {"rss": resident, "pss": proportional}
