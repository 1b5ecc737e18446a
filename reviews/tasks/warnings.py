"""Warnings: every night, and soon after each change."""

from __future__ import annotations

from celery import shared_task

from people.queries import today
from portfolio.kernel.jobs import ring
from reviews.actions.activity import refresh_marked
from reviews.actions.warning_due import evaluate_due
from reviews.actions.warnings import evaluate_and_store
from reviews.queries.warning_reach import parts
from reviews.tasks.transient import TRANSIENT

ROUNDS = 3  # a stream of changes must not hold a worker up to its time limit


@shared_task(name="reviews.tasks.evaluate_warnings", **TRANSIENT)
def evaluate_warnings(first: int = 0) -> None:
    """Open, update and resolve warnings as of today, a part of the portfolio each message.

    Where the broker does not take the message for the next part, it is done here as well.
    """
    every = parts()
    for place in range(first, len(every)):
        evaluate_and_store(today(), every[place])
        if place + 1 < len(every) and ring(evaluate_warnings, place + 1).rung:
            return


@shared_task(name="reviews.tasks.evaluate_due_warnings", **TRANSIENT)
def evaluate_due_warnings() -> None:
    """Look again at what has changed; what changed meanwhile is looked at in the same go."""
    for _ in range(ROUNDS):
        if not evaluate_due(today()):
            break
    refresh_marked(today())


def ring_for_due_warnings(after: float = 0.0) -> None:
    """Have what is due looked at, after so many seconds; without a broker, within a minute."""
    ring(evaluate_due_warnings, after=after)
