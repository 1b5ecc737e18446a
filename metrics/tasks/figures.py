"""What happens to numbers by itself: scores move with the calendar, events become figures."""

from celery import shared_task
from django.utils import timezone

from metrics.actions.feeds import LATE, derive_feed
from metrics.actions.fetches import due_by, run_connector
from metrics.actions.partitions import make_partitions
from metrics.actions.scores import quarters_between, refresh_scores
from metrics.queries.events import due_feeds
from people.queries import today
from products.models import Product

CHUNK = 500
"""Products per task, so that one takes well under a second and holds its locks no longer."""

FEEDS = 50
"""Feeds per task: each reads the events of one product."""


@shared_task(name="metrics.tasks.refresh_scores_nightly")
def refresh_scores_nightly() -> int:
    """Hand every product to a chunk; returns the number of chunks."""
    ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    chunks = [ids[at : at + CHUNK] for at in range(0, len(ids), CHUNK)]
    for chunk in chunks:
        refresh_scores_chunk.delay(chunk)
    return len(chunks)


@shared_task(name="metrics.tasks.refresh_scores_chunk")
def refresh_scores_chunk(product_ids: list[int]) -> int:
    """Refresh these products for the current quarter, and for the one before.

    The one before closes on the night after its last day.
    """
    now = today()
    current = quarters_between(now, now)[0]
    return refresh_scores(product_ids, [current.previous(), current])


@shared_task(name="metrics.tasks.derive_due_feeds")
def derive_due_feeds() -> int:
    """Hand on every feed whose events changed since, or that has not been looked at today."""
    now = timezone.now()
    morning = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    ids = due_feeds(now - 2 * LATE, morning)
    for at in range(0, len(ids), FEEDS):
        derive_feeds_chunk.delay(ids[at : at + FEEDS])
    return len(ids)


@shared_task(name="metrics.tasks.derive_feeds_chunk")
def derive_feeds_chunk(metric_ids: list[int]) -> int:
    """Bring the figures of these feeds up to date, each in a transaction of its own."""
    return sum(derive_feed(metric_id) for metric_id in metric_ids)


@shared_task(name="metrics.tasks.run_due_connectors")
def run_due_connectors() -> int:
    """Ring for every connector whose time has come."""
    ids = due_by(timezone.now())
    for connector_id in ids:
        fetch_numbers.delay(connector_id)
    return len(ids)


@shared_task(name="metrics.tasks.fetch_numbers")
def fetch_numbers(connector_id: int) -> None:
    """One run of one connector; another one under way makes it nothing."""
    run_connector(connector_id)


@shared_task(name="metrics.tasks.make_measurement_partitions")
def make_measurement_partitions() -> list[int]:
    """Make the partitions of the years ahead; returns those made."""
    return make_partitions(today())
