"""Tasks of the whole program."""

from celery import shared_task

from portfolio.services.heartbeat import beat


@shared_task(name="portfolio.tasks.beat_heartbeat")
def beat_heartbeat() -> None:
    """Beat rings, a worker answers: the time it did so is what `/readyz` looks at."""
    beat()
