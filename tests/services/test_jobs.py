"""A real worker takes a real task."""

from portfolio.services import heartbeat
from portfolio.tasks import beat_heartbeat
from tests.harness.jobs import Worker


def test_the_worker_answers_the_heartbeat(celery_worker: Worker) -> None:
    heartbeat.client().delete(heartbeat.key())
    beat_heartbeat.delay()
    celery_worker.wait_until(lambda: heartbeat.seconds_since_beat() is not None)
    celery_worker.wait_until_idle()
