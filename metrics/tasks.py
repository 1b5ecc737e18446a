"""Scores of the current quarter move with the calendar: a metric goes stale by itself."""

from celery import shared_task

from metrics.actions.scores import quarters_between, refresh_scores
from people.queries import today
from products.models import Product

CHUNK = 500
"""Products per task, so that one takes well under a second and holds its locks no longer."""


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
