"""A real Celery worker on the test's own database, for tests that commit.

def test_packets_are_made(celery_worker, transactional_db):
    make_packets.delay(run.pk)
    celery_worker.wait_until(lambda: Packet.objects.count() == 3)
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from portfolio.services import heartbeat
from portfolio.services.processes import Child, Command

PATIENCE_S = 60.0
CALM_S = 10.0
_AT_WORK: list["Worker"] = []


@dataclass
class Worker:
    """The worker process and ways to wait for it and to hurt it."""

    child: Child

    def wait_until(self, is_so: Callable[[], bool], within: float = PATIENCE_S) -> None:
        """Returns as soon as `is_so()`; fails with the worker's last words otherwise."""
        end = time.monotonic() + within
        while not is_so():
            if time.monotonic() > end:
                pytest.fail(f"not so within {within:.0f} s; worker:\n{self.child.last_words(40)}")
            time.sleep(0.02)

    def wait_until_idle(self, within: float = PATIENCE_S) -> None:
        """Returns when nothing waits in the queue and nothing is being worked on."""
        self.wait_until(lambda: not waiting() and not unfinished(), within)

    def kill(self) -> None:
        """kill -9, pool children included (they die with it)."""
        self.child.process.send_signal(signal.SIGKILL)
        self.child.process.wait()

    def restart(self) -> None:
        """Starts it again after `kill`."""
        self.child.restart()


def waiting() -> int:
    """Messages nobody has taken."""
    return heartbeat.waiting_jobs()


def unfinished() -> int:
    """Messages taken but not acknowledged."""
    return int(heartbeat.client().hlen(f"{settings.REDIS_PREFIX}unacked"))


def database_url() -> str:
    """The address of this test process's own database, for child processes."""
    found = connection.settings_dict
    host = quote(str(found["HOST"]), safe="/")
    return f"postgresql:///{found['NAME']}?host={host}&user={found['USER']}"


def child_environment() -> dict[str, str]:
    """The environment of a process of ours that shall work on this test's database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portfolio.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
        "REDIS_PREFIX": settings.REDIS_PREFIX,
        "PYTHONPATH": str(settings.ROOT),
    }


def worker_command(name: str = "worker", concurrency: int = 2) -> Command:
    """The command that `manage.py up` uses too."""
    arguments = [sys.executable, "-m", "celery", "-A", "portfolio", "worker"]
    arguments += ["--loglevel", "WARNING", "--concurrency", str(concurrency)]
    arguments += ["--without-gossip", "--without-mingle", "-n", f"{name}-{os.getpid()}@test"]
    return Command(
        f"{name}-{os.getpid()}",
        arguments,
        ((signal.SIGTERM, 5.0), (signal.SIGQUIT, 3.0)),
        signal.SIGKILL,
        env=child_environment(),
    )


@pytest.fixture(scope="session")
def _worker_process(django_db_setup: None) -> Iterator[Worker]:
    worker = Worker(Child(worker_command(), Path(settings.DATA) / "logs"))
    _AT_WORK.append(worker)
    yield worker
    _AT_WORK.remove(worker)
    worker.child.stop()


def calm() -> None:
    """No job of a test works on while its tables are emptied: the two would wait for each other."""
    if not any(worker.child.is_running for worker in _AT_WORK):
        return
    forget_all_jobs(only_waiting=True)
    end = time.monotonic() + CALM_S
    while unfinished() and time.monotonic() < end:
        time.sleep(0.02)


def send_home() -> None:
    """Ends the run's worker, which would take a share of another worker's jobs; a later test that
    wants it starts it again."""
    for worker in _AT_WORK:
        if worker.child.is_running:
            worker.kill()


@pytest.fixture
def celery_worker(transactional_db: None, _worker_process: Worker) -> Iterator[Worker]:
    """The running worker, with an empty queue before and after the test."""
    forget_all_jobs()
    if not _worker_process.child.is_running:
        _worker_process.restart()
    yield _worker_process
    if _worker_process.child.is_running:
        forget_all_jobs(only_waiting=True)
        _worker_process.wait_until_idle()


def forget_all_jobs(only_waiting: bool = False) -> None:
    """Empties this process's part of the broker."""
    client: Any = heartbeat.client()
    names = ["almanac"] if only_waiting else ["almanac", "unacked", "unacked_index"]
    client.delete(*(f"{settings.REDIS_PREFIX}{name}" for name in names))
