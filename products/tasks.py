"""Doorbells of the products room."""

from __future__ import annotations

from celery import shared_task
from django.db import InterfaceError, OperationalError

from people.queries import today
from products.actions.confirmations import ask_and_escalate
from products.actions.likenesses import refresh_likenesses


@shared_task(name="products.tasks.find_likenesses")
def find_likenesses() -> None:
    """Look for candidates that are the same as something known; harmless when repeated."""
    refresh_likenesses()


@shared_task(
    name="products.tasks.ask_for_confirmations",
    autoretry_for=(OperationalError, InterfaceError),
    max_retries=3,
    retry_backoff=2,  # seconds, doubled each time
)
def ask_for_confirmations() -> None:
    """Owners are asked whether they go on, and silence is passed on."""
    ask_and_escalate(today())
