"""Doorbells of the people room."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from people.actions.tokens import KEPT_DAYS, forget_answers


@shared_task(name="people.tasks.forget_kept_answers")
def forget_kept_answers() -> None:
    """Answers kept for repeated requests are forgotten after a week."""
    forget_answers(timezone.now() - timedelta(days=KEPT_DAYS))
