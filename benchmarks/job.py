"""One run of a job, measured in the process it has for itself."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from benchmarks.measuring import cpu_ms
from people.queries import organisation, today
from portfolio.kernel.quarters import Quarter

Job = Callable[[], dict[str, Any]]


def job(act: Job) -> Job:
    """Measures one run of a job: wall, our CPU, the database's, statements, peak memory."""

    def measured() -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (backend,) = cursor.fetchone()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        statements = 0

        def count(execute: Any, *arguments: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(*arguments)

        own, theirs, started = time.process_time(), cpu_ms([backend]), time.perf_counter()
        with connection.execute_wrapper(count):
            said = act()
        return {
            "wall_ms": (time.perf_counter() - started) * 1000,
            "cpu_ms": (time.process_time() - own) * 1000,
            "db_ms": cpu_ms([backend]) - theirs,
            "queries": statements,
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "start_mb": before / 1024,
            **said,
        }

    return measured


def last_quarter(back: int = 1) -> Quarter:
    """The quarter so many before the present one."""
    return Quarter.of(today(), organisation().first_month).shift(-back)
