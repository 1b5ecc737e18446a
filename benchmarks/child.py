"""What needs Django, run in a process of its own: `python -m benchmarks.child WHAT …`.

Each job has a fresh process, so that its peak memory is its own. Answers are one line of JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from backlogs.actions.bulk import NewItem, NewState, add_items  # noqa: E402
from backlogs.models import Item  # noqa: E402
from benchmarks import jobs  # noqa: E402
from benchmarks.measuring import median, wall_ms  # noqa: E402
from people.models import Person  # noqa: E402
from people.queries import today  # noqa: E402
from products.models import Cluster, Ownership, Product  # noqa: E402
from reviews.actions.warnings import evaluate_and_store  # noqa: E402

BACKEND = "people.backends.PersonBackend"
LISTS = {"list-500": 500, "list-10000": 10_000}


def main() -> None:
    """Run what the command line names and print its answer."""
    print(json.dumps(WHATS[sys.argv[1]](*sys.argv[2:])))


def prepare() -> dict[str, Any]:
    """Two long backlogs, sessions, and the things the pages are about."""
    owned = Ownership.objects.on(today()).filter(person__is_active=True).order_by("cluster")
    homes = list(owned.select_related("cluster", "person")[: len(LISTS)])
    lists = {}
    for home, (name, count) in zip(homes, LISTS.items(), strict=True):
        _fill(home.cluster, count)
        rows = Item.objects.unfinished().filter(cluster=home.cluster).order_by("rank")
        found = list(rows.select_related("product"))
        lists[name] = {
            "cluster": home.cluster.slug,
            "cluster_id": home.cluster_id,
            "items": [f"{row.product.key}-{row.number}" for row in found[:400]],
            "keys": [row.pk for row in found[:400]],
            "session": _session(home.person),
        }
    evaluate_and_store(today())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    products = Product.objects.order_by("pk")
    usual = products.exclude(cluster__in=[home.cluster_id for home in homes])[0]
    crowded = products.filter(cluster=homes[1].cluster)[0]
    return {
        "leader": _session(Person.objects.get(slug="leader")),
        "lists": lists,
        "product": usual.slug,
        "crowded": crowded.slug,
        "word": "payroll",
        "counts": {
            model.__name__: model.objects.count() for model in (Cluster, Product, Item, Person)
        },
    }


def _fill(cluster: Cluster, count: int) -> None:
    """Open items until the cluster has so many."""
    missing = count - Item.objects.unfinished().filter(cluster=cluster).count()
    products = list(Product.objects.filter(cluster=cluster))
    at = timezone.now() - timedelta(days=3)
    add_items(
        None,
        [
            NewItem(products[n % len(products)].pk, f"Look at line {n}", [NewState("idea", at)])
            for n in range(missing)
        ],
    )


def _session(person: Person) -> str:
    """A signed-in session's key."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def queries(asked: str) -> dict[str, int]:
    """How many statements each request takes: {name: [session, path, headers, form]}."""
    connection.force_debug_cursor = True
    found = {}
    for name, (session, path, headers, form) in json.loads(asked).items():
        client = Client(SERVER_NAME="127.0.0.1")
        client.cookies[os.environ["SESSION_COOKIE"]] = session
        for _ in range(2):  # the first one fills caches
            reset_queries()
            if form is None:
                answer = client.get(path, headers=headers)
            else:
                answer = client.post(path, form, headers=headers)
        if answer.status_code not in (200, 204):
            raise SystemExit(f"{path} answered {answer.status_code}")
        found[name] = len(connection.queries)
    return found


def page_raw(asked: str) -> dict[str, float]:
    """Raw statements of the pages: {name: [times, values]}."""
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
        found[name] = median(wall_ms(act, 30))
    return found


WHATS: dict[str, Callable[..., dict[str, Any]]] = {
    **jobs.JOBS,
    "prepare": prepare,
    "queries": queries,
    "page-raw": page_raw,
}

if __name__ == "__main__":
    main()
