"""What a synthetic portfolio lacks: long backlogs, a long history of flow, and sessions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from backlogs.actions.bulk import NewItem, NewState, add_items
from backlogs.models import Item, StateEvent
from people.models import Person
from people.queries import today
from portfolio.populate.words import THINGS, VERBS
from products.models import Cluster, Ownership, Product
from reviews.actions.activity import refresh
from reviews.actions.warnings import evaluate_and_store

BACKEND = "people.backends.PersonBackend"
PLAIN = "django.contrib.auth.backends.ModelBackend"
LISTS = {"list-500": 500, "list-10000": 10_000}
FLOWING = 100_000
SEARCHED = "the ledger"
KNOWN = 400
# The way of an item that waited once, with the days each step takes.
WAY = (
    ("idea", 9), ("ready", 14), ("in_progress", 4), ("waiting", 3), ("in_progress", 5),
    ("shipped", 0),
)  # fmt: skip


def prepare() -> dict[str, Any]:
    """The lists, sessions, and the things the pages are about."""
    owned = Ownership.objects.on(today()).filter(person__is_active=True).order_by("cluster")
    homes = list(owned.select_related("cluster", "person")[: len(LISTS) + 1])
    for home, count in zip(homes, LISTS.values(), strict=False):
        _fill(home.cluster, count)
    _flow(homes[-1].cluster)
    evaluate_and_store(today())
    refresh(None, today())  # as every night
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    products = Product.objects.order_by("pk")
    usual = products.exclude(cluster__in=[home.cluster_id for home in homes])[0]
    crowded = products.filter(cluster=homes[1].cluster)[0]
    leader = Person.objects.get(slug="leader")
    return {
        "leader": _session(leader, BACKEND),
        "lists": {name: _list(home) for name, home in zip([*LISTS, "flow"], homes, strict=True)},
        "floor": _session(leader, PLAIN),
        "product": usual.slug,
        "crowded": crowded.slug,
        "word": "payroll",
        "counts": {
            model.__name__: model.objects.count()
            for model in (Cluster, Product, Item, StateEvent, Person)
        },
    }


def _list(home: Ownership) -> dict[str, Any]:
    """What one must know of a list to work in it."""
    rows = Item.objects.unfinished().filter(cluster=home.cluster).order_by("rank")
    found = list(rows.select_related("product")[:KNOWN])
    product = Product.objects.filter(cluster=home.cluster).order_by("pk")[0]
    return {
        "cluster": home.cluster.slug,
        "cluster_id": home.cluster_id,
        "product": product.slug,
        "product_id": product.pk,
        "items": [f"{row.product.key}-{row.number}" for row in found],
        "keys": [row.pk for row in found],
        "session": _session(home.person, BACKEND),
    }


def _fill(cluster: Cluster, count: int) -> None:
    """Open items until the cluster has so many."""
    missing = count - Item.objects.unfinished().filter(cluster=cluster).count()
    products = _living(cluster)
    at = timezone.now() - timedelta(days=3)
    things = (*THINGS, SEARCHED)
    add_items(
        None,
        [
            NewItem(
                products[n % len(products)],
                f"{VERBS[n % len(VERBS)]} {things[n % len(things)]}, line {n}",
                [NewState("idea", at)],
            )
            for n in range(missing)
        ],
    )


def _flow(cluster: Cluster) -> None:
    """Shipped items until the cluster has a hundred thousand events, spread over two years."""
    products = _living(cluster)
    count = FLOWING // len(WAY)
    add_items(
        None,
        [
            NewItem(
                products[n % len(products)], f"Done {n}", list(_way(n, count)), effort=1 + n % 8
            )
            for n in range(count)
        ],
    )


def _way(n: int, count: int) -> Iterator[NewState]:
    at = timezone.now() - timedelta(days=765) + timedelta(days=720) * n / count
    for state, days in WAY:
        yield NewState(state, at)
        at += timedelta(days=days * (n % 11 + 1) / 11)


def _living(cluster: Cluster) -> list[int]:
    """The products of a cluster that still take items."""
    gone = Product.objects.filter(stages__stage="retired", stages__period__contains=today())
    rows = Product.objects.filter(cluster=cluster).exclude(pk__in=gone.values("pk"))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _session(person: Person, backend: str) -> str:
    """A signed-in session's key."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = backend
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)
