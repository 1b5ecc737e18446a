"""CPU time and memory of processes as the kernel counts them, and what a sample amounts to."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter

import psutil


def family(*pids: int) -> list[int]:
    """The processes and all their descendants."""
    found = list(pids)
    for pid in pids:
        found += [child.pid for child in psutil.Process(pid).children(recursive=True)]
    return found


def cpu_ms(pids: Iterable[int]) -> float:
    """CPU of the processes so far in ms, user and system, every thread; to the nanosecond."""
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                total += int(task.read_text().split()[0])
            except (OSError, IndexError):
                continue
    return total / 1e6


def memory_mb(pids: Iterable[int]) -> tuple[float, float]:
    """Resident and proportional memory in MB: shared pages counted in full, and divided up."""
    resident = proportional = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Rss:"):
                resident += int(line.split()[1])
            elif line.startswith("Pss:"):
                proportional += int(line.split()[1])
    return resident / 1024, proportional / 1024


def wall_ms(act: Callable[[], object], times: int) -> list[float]:
    """How long each of `times` calls took."""
    walls = []
    for _ in range(times):
        started = perf_counter()
        act()
        walls.append((perf_counter() - started) * 1000)
    return walls


def median(walls: list[float]) -> float:
    """The middle one."""
    return statistics.median(walls)


def p95(walls: list[float]) -> float:
    """The one that 95 of 100 stay below."""
    return sorted(walls)[min(len(walls) - 1, round(0.95 * len(walls)))]
