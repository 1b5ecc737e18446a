"""Ringing for background work while the broker hangs: the page answers and says so.

Negative control: `test_without_the_bound_publishing_waits_longer` publishes as Celery would by
default and is still waiting when the page has long answered.
"""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from celery import Celery
from django.db import transaction

from portfolio.kernel import jobs
from portfolio.services import paths, valkey

pytestmark = [pytest.mark.kill, pytest.mark.timeout(60)]


@pytest.fixture
def hung_broker() -> Iterator[str]:
    """The address of a Valkey that accepts connections and never answers."""
    data = Path(mkdtemp(prefix="almanac-hung-"))
    server = valkey.start(data, durable=False)
    server.child.process.send_signal(signal.SIGSTOP)
    yield paths.redis_url(data)
    server.child.process.send_signal(signal.SIGCONT)
    server.stop()
    rmtree(data)


@pytest.fixture(autouse=True)
def _no_quiet_time() -> Iterator[None]:
    jobs.forget_failures()
    yield
    jobs.forget_failures()


class StillWaiting(BaseException):
    """No `except Exception` on the way takes it for a failure to try again."""


def nothing() -> None:
    """What the task would do if it ever ran."""


def app_for(url: str, bounded: bool) -> Celery:
    """An app of the same settings on another broker; unbounded: Celery's own waits."""
    app = Celery("almanac-hung", set_as_current=False)
    if bounded:
        app.config_from_object("portfolio.celery_settings")
    app.conf.broker_url = url
    return app


@pytest.mark.django_db(transaction=True)
def test_a_hung_broker_costs_less_than_3_seconds_and_is_said(hung_broker: str) -> None:
    task = app_for(hung_broker, bounded=True).task(name="rings")(nothing)
    started = time.monotonic()
    bells = [jobs.ring(task), jobs.ring(task), jobs.ring(task)]
    assert time.monotonic() - started < 3
    assert [bell.rung for bell in bells] == [False, False, False]
    assert bells[0].message == (
        "Queued; it will start later, because the job queue isn't answering right now."
    )


@pytest.mark.django_db(transaction=True)
def test_ringing_waits_for_the_commit(hung_broker: str) -> None:
    task = app_for(hung_broker, bounded=True).task(name="rings")(nothing)
    with transaction.atomic():
        bell = jobs.ring(task)
        assert bell.rung is None
    assert bell.rung is False


def test_without_the_bound_publishing_waits_longer(hung_broker: str) -> None:
    task = app_for(hung_broker, bounded=False).task(name="rings")(nothing)

    def give_up(number: int, frame: object) -> None:
        raise StillWaiting

    kept = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, 4)
    try:
        with pytest.raises(StillWaiting):
            task.delay()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, kept)
