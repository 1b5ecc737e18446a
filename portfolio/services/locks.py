"""A lock that ends with its last holder, killed or not: a locked, inherited file."""

import fcntl
import os
import time
from pathlib import Path


class Busy(Exception):
    """Somebody else holds the lock."""


def take(path: Path, patience: float = 0.0) -> int:
    """A descriptor holding the lock of `path`; raises `Busy` after `patience` seconds.

    A child that inherits the descriptor holds the lock too, so a server that still shuts down
    after its parent was killed keeps the next one waiting.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                os.close(descriptor)
                raise Busy(str(path)) from None
            time.sleep(0.05)
        else:
            return descriptor
