"""Doorbells of the products room."""

from __future__ import annotations

from celery import shared_task

from products.actions.likenesses import refresh_likenesses


@shared_task(name="products.tasks.find_likenesses")
def find_likenesses() -> None:
    """Look for candidates that are the same as something known; harmless when repeated."""
    refresh_likenesses()
