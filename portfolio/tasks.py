"""Tasks of the whole program."""

from celery import shared_task, signature

from portfolio.actions.draft_suggestions import waiting_suggestions
from portfolio.imports.uploads import apply_confirmed, due_batches, plan_batch
from portfolio.kernel.jobs import ring
from portfolio.services.heartbeat import beat
from products.tasks import find_likenesses
from reviews.actions.warning_due import note_due
from reviews.tasks import ring_for_due_warnings

suggest_moves = signature("portfolio.tasks.suggest_moves")
"""By its name: the task itself loads the solver and lives in `portfolio.solving_tasks`."""


@shared_task(name="portfolio.tasks.beat_heartbeat")
def beat_heartbeat() -> None:
    """Beat rings, a worker answers: the time it did so is what `/readyz` looks at."""
    beat()


@shared_task(name="portfolio.tasks.plan_import")
def plan_import(pk: int) -> None:
    """Make the plan of an uploaded import; nothing happens where there is one already."""
    plan_batch(pk)


@shared_task(name="portfolio.tasks.carry_out_import")
def carry_out_import(pk: int) -> None:
    """Write an import somebody confirmed; nothing happens where it is written already."""
    apply_confirmed(pk)
    note_due()
    ring_for_due_warnings()
    ring(find_likenesses)


@shared_task(name="portfolio.tasks.ring_waiting_imports")
def ring_waiting_imports() -> None:
    """Ring again for what waits in the database: the broker may have lost the message."""
    waiting, applying = due_batches()
    for pk in waiting:
        ring(plan_import, pk)
    for pk in applying:
        ring(carry_out_import, pk)


@shared_task(name="portfolio.tasks.ring_waiting_suggestions")
def ring_waiting_suggestions() -> None:
    """Ring again for suggestions nobody has answered."""
    for pk in waiting_suggestions():
        ring(suggest_moves, pk)
