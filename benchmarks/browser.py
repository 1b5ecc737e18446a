"""One kept connection as a browser has, and what a request costs the server and the database."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from benchmarks.measuring import cpu_ms, family, median, p95

WARM, TIMES = 16, 25
# Four threads, each with a database connection and caches of its own, are to be warm.
FRAGMENT = {"HX-Request": "true", "HX-Target": "list"}


@dataclass(frozen=True)
class Server:
    """A gunicorn to ask: its port, its processes, and the first process of PostgreSQL."""

    port: int
    pids: list[int]
    database: int


class Browser:
    """One kept connection with cookies."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {servers_cookie(port): session}

    def get(self, path: str, headers: dict[str, str] | None = None) -> bytes:
        """The body; anything but 200 ends the run."""
        return self._ask("GET", path, None, headers or {})

    def post(self, path: str, form: dict[str, Any], headers: dict[str, str]) -> bytes:
        """A form with the token Django asks for."""
        token = self.cookies.get(servers_cookie(self.port, "csrf"), "")
        sent = {"X-CSRFToken": token, "Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(form, doseq=True), {**headers, **sent})

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


def measure(server: Server, ask: Callable[[int], bytes]) -> dict[str, Any]:
    """CPU of server and database per request, wall, bytes; `ask` is told the how manieth it is."""
    for n in range(WARM):
        ask(n)
    backends = family(server.database)
    own, theirs, walls, sent = cpu_ms(server.pids), cpu_ms(backends), [], 0
    for n in range(WARM, WARM + TIMES):
        started = time.perf_counter()
        sent += len(ask(n))
        walls.append((time.perf_counter() - started) * 1000)
    return {
        "cpu": (cpu_ms(server.pids) - own) / TIMES,
        "db": (cpu_ms(backends) - theirs) / TIMES,
        "median": median(walls),
        "p95": p95(walls),
        "bytes": sent / TIMES,
    }
