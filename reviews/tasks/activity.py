"""What is kept about the activity of products: each night for the new day.

What changes by day is worked out again beside the warnings (`evaluate_due_warnings`).
"""

from __future__ import annotations

from celery import shared_task

from people.queries import today
from reviews.actions.activity import refresh
from reviews.tasks.transient import TRANSIENT


@shared_task(name="reviews.tasks.refresh_activity", **TRANSIENT)
def refresh_activity() -> None:
    """Work out the new day for every product."""
    refresh(None, today())
