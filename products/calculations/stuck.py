"""Whether a retirement lacks a way out (DOMAIN 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from products.values.lifecycle import LifecyclePolicy, WayOut


@dataclass(frozen=True)
class Lack:
    """One thing a retirement lacks, and the first day on which it was too late."""

    code: str
    words: str
    since: date


def lacks(way: WayOut, retiring_since: date, on: date, policy: LifecyclePolicy) -> list[Lack]:
    """What is missing at the end of day `on`, the longest lack first.

    An answer and a date are asked for from the policy's days after the stage began; a date that is
    over is asked for from the day after it on, as long as users are left.
    """
    late = retiring_since + timedelta(days=policy.plan_days)
    found = []
    if not way.has_answer:
        found.append(Lack("answer", "nobody has said what comes after it", late))
    if way.migrate_by is None and not way.all_moved:
        found.append(Lack("date", "no day is named by which its users have moved", late))
    if way.migrate_by is not None and not way.all_moved:
        over = way.migrate_by + timedelta(days=1)
        found.append(Lack("late", "the day for moving its users is over", over))
    return sorted((lack for lack in found if lack.since <= on), key=lambda lack: lack.since)
