"""So many requests a minute for each person or token, counted in each web process."""

from __future__ import annotations

import time
from threading import Lock
from typing import Any

from django.conf import settings
from rest_framework.throttling import BaseThrottle

MINUTE_S = 60
_lock = Lock()
_counts: dict[tuple[str, int], int] = {}
_minute = 0


class MinuteThrottle(BaseThrottle):
    """A runaway script is told 429 and when to come back; pages are not affected.

    Counted in memory, since it guards this process's threads and must not depend on the broker.
    """

    def allow_request(self, request: Any, view: Any) -> bool:
        """Count the request; false beyond `settings.API_RATE` in this minute."""
        return counted(who(request), int(time.time()) // MINUTE_S) <= settings.API_RATE

    def wait(self) -> float:
        """Seconds until the next minute begins."""
        return MINUTE_S - time.time() % MINUTE_S + 1


def who(request: Any) -> tuple[str, int]:
    """The token, else the person."""
    if request.auth is not None:
        return "token", request.auth.pk
    return "person", request.user.pk or 0


def counted(key: tuple[str, int], minute: int) -> int:
    """How many requests of `key` this minute has seen, this one included."""
    global _minute
    with _lock:
        if minute != _minute:
            _counts.clear()
            _minute = minute
        _counts[key] = _counts.get(key, 0) + 1
        return _counts[key]
