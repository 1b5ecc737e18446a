"""Ringing for background work without ever waiting long for the broker.

The rows of PostgreSQL say what is due; a message only makes it happen sooner. So a broker that is
away is no error: the reconciler rings again later, and the page says so.
"""

import logging
import time
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

# A hung broker costs each attempt its two seconds; after one such wait a process doesn't knock
# again for a while, so that a request ringing several times still answers at once.
LONG_S = 1.0
QUIET_S = 5.0
_quiet = {"until": 0.0}

QUEUED = "Queued."
LATER = "Queued; it will start later, because the job queue isn't answering right now."


class Task(Protocol):
    """What Celery makes of a function."""

    def delay(self, *arguments: object) -> object: ...

    def apply_async(self, args: tuple[object, ...], *, countdown: float) -> object: ...


@dataclass
class Bell:
    """Whether the message reached the broker; None while the transaction is still open."""

    rung: bool | None = None

    @property
    def message(self) -> str:
        """The sentence for the person who asked."""
        return LATER if self.rung is False else QUEUED


def ring(task: Task, *arguments: int | str, after: float = 0.0) -> Bell:
    """Enqueues `task` once the current transaction is committed (at once outside of one).

    It is done no sooner than `after` seconds later.
    """
    bell = Bell()

    def send() -> None:
        bell.rung = _published(task, arguments, after)

    transaction.on_commit(send)
    return bell


def _published(task: Task, arguments: tuple[int | str, ...], after: float) -> bool:
    started = time.monotonic()
    if started < _quiet["until"]:
        return False
    try:
        if after:
            task.apply_async(arguments, countdown=after)
        else:
            task.delay(*arguments)
    except OperationalError as error:
        log.warning("not enqueued, due in the database: %s %s", task, error)
        if time.monotonic() - started > LONG_S:
            _quiet["until"] = time.monotonic() + QUIET_S
        return False
    return True


def forget_failures() -> None:
    """Knocks again at the next ring, however the last one ended."""
    _quiet["until"] = 0.0
