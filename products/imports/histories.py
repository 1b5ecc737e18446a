"""Dated statements beside a dated history: what is known already, what goes on from it.

Pure. A statement says "from this day on it is so" (until a day, if it names one). History is only
continued, begun earlier or corrected on the very day a period began; a statement in the middle of
what is recorded is refused, because it would quietly rewrite what reviews have shown.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a statement."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    REFUSED = "refused"


@dataclass(slots=True)
class Period:
    """One period of a history; `pk` is missing while it is only planned."""

    since: date
    until: date | None
    value: Hashable
    pk: int | None = None

    def holds(self, day: date) -> bool:
        """Whether the period covers the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(slots=True)
class Statement:
    """One statement and, after `continued`, its fate."""

    since: date
    until: date | None
    value: Hashable
    fate: Fate = Fate.SAME
    reason: str = ""
    period: Period | None = None
    touched: list[Period] = field(default_factory=list)


def continued(history: list[Period], statements: list[Statement]) -> None:
    """Decide the fate of each statement, in the order of their days; `history` grows with them."""
    for statement in sorted(statements, key=lambda s: s.since):
        _decide(history, statement)
        history.sort(key=lambda period: period.since)


def _decide(history: list[Period], statement: Statement) -> None:
    if statement.until is not None and statement.until <= statement.since:
        _refuse(statement, "it ends before it begins")
        return
    current = next((p for p in history if p.holds(statement.since)), None)
    later = next((p for p in history if p.since > statement.since), None)
    if current is not None and current.value == statement.value:
        _again(current, later, statement)
    elif current is not None and current.since == statement.since:
        _same_day(current, statement)
    elif current is not None and later is not None:
        _refuse(
            statement,
            f"something later is recorded already, from {later.since.isoformat()}. "
            "Correct the past in the app",
        )
    elif later is not None and later.value == statement.value:
        later.since = statement.since
        _changed(statement, later)
    else:
        _append(history, current, later, statement)


def _again(current: Period, later: Period | None, statement: Statement) -> None:
    """The history says so already; an end it doesn't know yet is taken over."""
    if statement.until is None or statement.until == current.until:
        statement.fate, statement.period = Fate.SAME, current
    elif current.until is None and later is None:
        current.until = statement.until
        _changed(statement, current)
    else:
        _refuse(statement, "the period is recorded with another end. Correct it in the app")


def _same_day(current: Period, statement: Statement) -> None:
    if current.pk is None:
        _refuse(statement, "two different things are said of the same day")
        return
    current.value = statement.value
    current.until = statement.until or current.until
    _changed(statement, current)


def _append(
    history: list[Period], current: Period | None, later: Period | None, statement: Statement
) -> None:
    if current is not None:
        current.until = statement.since
        if current.pk is not None:
            statement.touched.append(current)
    ends = [day for day in (statement.until, later.since if later else None) if day is not None]
    period = Period(statement.since, min(ends, default=None), statement.value)
    history.append(period)
    statement.fate, statement.period = Fate.NEW, period


def _changed(statement: Statement, period: Period) -> None:
    """A planned period that a later statement of the same import widens is still simply new."""
    if period.pk is None:
        statement.fate = Fate.SAME
    else:
        statement.fate = Fate.CHANGED
        statement.touched.append(period)
    statement.period = period


def _refuse(statement: Statement, reason: str) -> None:
    statement.fate, statement.reason = Fate.REFUSED, reason
