"""What several sections read: loaded once for a chunk, whichever section asks first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Count, Q
from django.utils import timezone

from backlogs.models import Item
from backlogs.queries.state import CLOSED, as_of
from metrics.calculations.standing import standing
from metrics.models import MetricDefinition
from metrics.queries.cards import read_policy
from metrics.queries.histories import MetricRow, histories_of
from metrics.values import Status
from products.models import Ownership, ProductUser
from reviews.packets.chunk import Chunk
from reviews.queries.load import Carried, carried_on
from reviews.queries.split_signals import ClusterSignals, signals_on

Found = TypeVar("Found")


def histories(chunk: Chunk) -> dict[int, list[MetricRow]]:
    """Metrics of each product with their quarters and targets up to the chunk's day."""
    return _once(chunk, "histories", lambda: histories_of(chunk.product_ids, chunk.day))


def metric_statuses(chunk: Chunk) -> dict[int, dict[str, Status]]:
    """Product → metric's slug → how it stands on the chunk's day."""

    def judge() -> dict[int, dict[str, Status]]:
        policy = read_policy(chunk.policy)
        return {
            product_id: {
                row.metric.slug: standing(row.history, chunk.day, policy).status for row in rows
            }
            for product_id, rows in histories(chunk).items()
        }

    return _once(chunk, "statuses", judge)


def definitions(chunk: Chunk) -> dict[int | None, str]:
    """Key of a library definition → its slug."""
    rows = MetricDefinition.objects.values_list("pk", "slug")
    return _once(chunk, "definitions", lambda: dict(rows))


def owners(chunk: Chunk) -> dict[int, Ownership]:
    """Cluster → its ownership on the chunk's day, unless the owner has left by then."""
    rows = (
        Ownership.objects.on(chunk.day)
        .filter(cluster_id__in=chunk.clusters)
        .filter(Q(person__left_on__isnull=True) | Q(person__left_on__gt=chunk.day))
        .select_related("person")
    )
    return _once(chunk, "owners", lambda: {row.cluster_id: row for row in rows})


def split_signals(chunk: Chunk) -> list[ClusterSignals]:
    """The clusters in which a split signal holds on the chunk's day."""
    return _once(chunk, "split_signals", lambda: signals_on(chunk.day, list(chunk.clusters)))


def carried(chunk: Chunk) -> dict[int, Carried]:
    """Person → what each owner of the chunk's clusters carries on its day."""
    people = {row.person_id for row in owners(chunk).values()}
    return _once(chunk, "carried", lambda: carried_on(chunk.day, people))


def users_of(chunk: Chunk) -> dict[int, tuple[int, int]]:
    """Product → personas documented, and how many of them with a use case."""
    rows = (
        ProductUser.objects.filter(product_id__in=chunk.product_ids)
        .values("product_id")
        .annotate(personas=Count("pk"), use_cases=Count("pk", filter=~Q(use_case="")))
        .values_list("product_id", "personas", "use_cases")
    )
    return _once(chunk, "users", lambda: {pk: (total, told) for pk, total, told in rows})


def items_of(chunk: Chunk) -> dict[int, int]:
    """Product → how many items it had open at the end of the chunk's day."""
    end = midnight_after(chunk.day)
    items = as_of(Item.objects.filter(product_id__in=chunk.product_ids), end)
    rows = items.exclude(state_then__in=CLOSED).order_by().values("product_id")
    counts = rows.annotate(count=Count("pk")).values_list("product_id", "count")
    return _once(chunk, "items", lambda: dict(counts))


def midnight_after(day: date) -> datetime:
    """The instant at which `day` is over, in the installation's time zone."""
    return datetime.combine(
        day + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone()
    )


def _once(chunk: Chunk, name: str, read: Callable[[], Found]) -> Found:
    if name not in chunk.shared:
        chunk.shared[name] = read()
    found: Found = chunk.shared[name]
    return found
