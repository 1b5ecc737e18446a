"""What needs Django, run in a process of its own: `python -m benchmarks.child WHAT …`.

Each job has a fresh process, so that its peak memory is its own. Answers are one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.db import connection, reset_queries, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks import jobs, preparing  # noqa: E402
from benchmarks.measuring import median, wall_ms  # noqa: E402

WRITTEN = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
"""
CONTROL = ("BEGIN", "COMMIT")


def main() -> None:
    """Run what the command line names and print its answer."""
    print(json.dumps(WHATS[sys.argv[1]](*sys.argv[2:])))


def queries(asked: str) -> dict[str, dict[str, int]]:
    """Statements of each request, and rows written: [name, session, headers, [[path, form], …]].

    All requests of a name but the last count statements and the newest wins; the last one counts
    rows, in a transaction around it, and would count the savepoints as well.
    """
    connection.force_debug_cursor = True
    found: dict[str, dict[str, int]] = {}
    for name, session, headers, rounds in json.loads(asked):
        client = Client(SERVER_NAME="127.0.0.1", headers=headers)
        client.cookies[os.environ["SESSION_COOKIE"]] = session
        statements = rows = 0
        for path, form in rounds[: len(rounds) - bool(rounds[-1][1])]:
            reset_queries()
            _ask(client, path, form)
            statements = sum(query["sql"] not in CONTROL for query in connection.queries)
        if rounds[-1][1]:
            rows = _rows_written(client, *rounds[-1])
        found[name] = {"queries": statements, "rows": rows}
    return found


def _ask(client: Client, path: str, form: dict[str, Any] | None) -> None:
    answer = client.get(path) if form is None else client.post(path, form)
    if answer.status_code not in (200, 204):
        raise SystemExit(f"{path} answered {answer.status_code}")


def _rows_written(client: Client, path: str, form: dict[str, Any]) -> int:
    """Rows added, changed and removed by one request, in all tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        counts = []
        for act in (lambda: None, lambda: _ask(client, path, form)):
            act()
            cursor.execute(WRITTEN)
            counts.append(int(cursor.fetchone()[0]))
        return counts[1] - counts[0]


def page_raw(asked: str) -> dict[str, dict[str, float]]:
    """Raw statements of the pages: {name: [statements, values]}."""
    found = {}
    plain = connection.cursor().connection
    assert plain is not None
    for name, (statements, values) in json.loads(asked).items():

        def act(statements: list[str] = statements, values: Any = values) -> None:
            for statement in statements:
                cursor = plain.execute(statement, values)
                if cursor.description:
                    cursor.fetchall()

        wall_ms(act, 3)
        found[name] = {"raw": median(wall_ms(act, 30))}
    return found


WHATS: dict[str, Callable[..., dict[str, Any]]] = {
    **jobs.JOBS,
    "prepare": preparing.prepare,
    "queries": queries,
    "page-raw": page_raw,
}

if __name__ == "__main__":
    main()
