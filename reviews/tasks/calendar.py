"""The review calendar by the clock: packets begin, people are reminded."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from portfolio.kernel.jobs import ring
from reviews.actions.openings import begin_due_quarters
from reviews.actions.reminders import ask_due_letters, send_waiting_letters
from reviews.tasks.runs import ring_for_run
from reviews.tasks.transient import TRANSIENT


@shared_task(name="reviews.tasks.begin_quarters", **TRANSIENT)
def begin_quarters() -> None:
    """Ask for the packets that are due, once a quarter, and ring for their workers."""
    for run_id in begin_due_quarters(timezone.now()):
        ring_for_run(run_id)


@shared_task(name="reviews.tasks.remind_of_meetings", **TRANSIENT)
def remind_of_meetings() -> None:
    """Write down who is to be reminded, then send what waits."""
    now = timezone.now()
    ask_due_letters(now)
    send_waiting_letters(now)


def ring_for_letters() -> None:
    """Have what waits sent after the commit; without a broker, within five minutes."""
    ring(remind_of_meetings)
