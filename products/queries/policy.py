"""The policy in force on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from portfolio.kernel.reading import once
from products.models import PolicyVersion


def policy_on(day: date) -> PolicyVersion:
    """The policy in force at the end of `day`: the newest version effective by then.

    Before the first version took effect the first one counts, so every past quarter has a policy.
    """
    return policies([day])[day]


def policies(days: Iterable[date]) -> dict[date, PolicyVersion]:
    """The policy in force at the end of each of `days`, in one statement."""
    versions = sorted(_versions(), key=lambda row: (row.effective_from, row.number))
    first = min(versions, key=lambda row: row.number)
    return {
        day: next((row for row in reversed(versions) if row.effective_from <= day), first)
        for day in days
    }


def _versions() -> list[PolicyVersion]:
    return once("policies", lambda: list(PolicyVersion.objects.all()))
