"""Workers are killed while they build: every packet comes exactly once, byte for byte the same.

The clock of the reconciler is set ahead here instead of being waited for.
"""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.utils import timezone
from time_machine import travel

from people.queries import today
from portfolio.kernel.quarters import Quarter
from portfolio.services.processes import Child
from reviews.actions.runs import request_run
from reviews.models import Packet, PacketJob, ReviewRun
from reviews.tasks import reconcile_runs, ring_for_run
from tests.builders import make_person, make_product, own
from tests.harness.jobs import Worker, database_url, forget_all_jobs, send_home, worker_command

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True), pytest.mark.timeout(180)]
LAST = Quarter.of(today()).previous()
CLUSTERS = 24
KILLS = 8


def packets() -> dict[int, bytes]:
    """Cluster → the bytes of its packets, one after the other."""
    found: dict[int, bytes] = {}
    for pk, body in Packet.objects.order_by("revision").values_list("cluster_id", "body"):
        found[pk] = found.get(pk, b"") + bytes(body)
    return found


def forget_packets() -> None:
    """As if no run had ever been."""
    ReviewRun.objects.all().delete()
    Packet.objects.all().delete()


def is_over() -> bool:
    """Whether the one run has ended."""
    return ReviewRun.objects.exclude(state="running").exists()


def reconcile_in_a_minute() -> None:
    """What beat rings for, a minute from now."""
    with travel(timezone.now() + timedelta(minutes=1), tick=True):
        reconcile_runs()


@pytest.fixture
def undisturbed(celery_worker: Worker) -> dict[int, bytes]:
    """The packets of a run nobody disturbs; they are forgotten again."""
    for _ in range(CLUSTERS):
        own(make_person(), make_product())
    ring_for_run(request_run(None, LAST).run.pk)
    celery_worker.wait_until(is_over)
    celery_worker.wait_until_idle()
    found = packets()
    assert len(found) == CLUSTERS
    forget_packets()
    return found


def pool_children(worker: Worker) -> list[int]:
    """Keys of the processes that do the work."""
    parent = worker.child.process.pid
    listed = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in listed]


def a_job_is_being_built() -> bool:
    """The moment to strike; also when there is nothing left to strike at."""
    return PacketJob.objects.filter(state="building").exists() or is_over()


def strike(pid: int) -> None:
    """kill -9, unless it is gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_pool_children_killed_again_and_again(
    celery_worker: Worker, undisturbed: dict[int, bytes]
) -> None:
    ring_for_run(request_run(None, LAST).run.pk)
    struck = 0
    while struck < KILLS and not is_over():
        celery_worker.wait_until(a_job_is_being_built)
        for pid in pool_children(celery_worker)[:1]:
            strike(pid)
            struck += 1
    assert struck > 0
    finish(celery_worker)
    assert packets() == undisturbed
    assert set(PacketJob.objects.values_list("state", flat=True)) == {"done"}


def test_the_whole_worker_killed_again_and_again(
    celery_worker: Worker, undisturbed: dict[int, bytes]
) -> None:
    ring_for_run(request_run(None, LAST).run.pk)
    for _ in range(3):
        celery_worker.wait_until(a_job_is_being_built)
        celery_worker.kill()
        reconcile_in_a_minute()
        celery_worker.restart()
    finish(celery_worker)
    assert packets() == undisturbed
    assert Packet.objects.exclude(revision=1).count() == 0


def test_a_broker_emptied_in_the_middle_loses_nothing(
    celery_worker: Worker, undisturbed: dict[int, bytes]
) -> None:
    celery_worker.kill()
    ring_for_run(request_run(None, LAST).run.pk)
    forget_all_jobs()
    celery_worker.restart()
    time.sleep(1)
    assert Packet.objects.count() == 0  # the control: nothing comes by itself
    finish(celery_worker)
    assert packets() == undisturbed


def finish(worker: Worker, within: float = 60) -> None:
    """Reconciles until the run is over."""
    end = time.monotonic() + within
    while not is_over():
        assert time.monotonic() < end, dict_of_states()
        reconcile_in_a_minute()
        try:
            worker.wait_until(is_over, within=5)
        except pytest.fail.Exception:
            continue
    forget_all_jobs()  # what killed workers held would come back after the visibility timeout


def dict_of_states() -> str:
    """Where the jobs stand, for the message of a failure."""
    return str(list(PacketJob.objects.values_list("state", "attempts", "error")))


@pytest.fixture
def early_worker(transactional_db: None) -> Iterator[Worker]:
    """The control: a worker that acknowledges before it works and never gives back."""
    send_home()
    command = worker_command("early")
    args = ["tests.harness.early" if part == "portfolio" else part for part in command.args]
    worker = Worker(Child(replace(command, args=args), Path(settings.DATA) / "logs"))
    yield worker
    worker.child.stop()


@contextmanager
def storing_held_up() -> Iterator[None]:
    """No packet can be stored meanwhile, so that whoever builds one is surely still at it."""
    with psycopg.connect(database_url()) as other:
        other.execute("LOCK TABLE reviews_packet IN EXCLUSIVE MODE")
        yield
        other.rollback()


def jobs_in(*states: str) -> set[int]:
    """Keys of the jobs in these states."""
    return set(PacketJob.objects.filter(state__in=states).values_list("pk", flat=True))


def test_without_late_acknowledgement_packets_are_missing(early_worker: Worker) -> None:
    """The control: with the protection off and no reconciler the run never ends."""
    forget_all_jobs()
    for _ in range(CLUSTERS):
        own(make_person(), make_product())
    run = request_run(None, LAST).run
    with storing_held_up():
        ring_for_run(run.pk)
        early_worker.wait_until(lambda: len(jobs_in("building")) == 2)
        lost = jobs_in("building")
        for pid in pool_children(early_worker):
            strike(pid)
    early_worker.wait_until(lambda: jobs_in("waiting", "building") == lost)
    assert len(lost) == 2
    assert not is_over()
    assert Packet.objects.count() == CLUSTERS - 2
