"""Tasks that load the solver: workers import this (see `celery_settings.py`), pages do not."""

from celery import shared_task

from portfolio.actions.draft_solving import work_out


@shared_task(name="portfolio.tasks.suggest_moves")
def suggest_moves(pk: int) -> None:
    """Work a suggestion out; nothing happens where it is answered already."""
    work_out(pk)
