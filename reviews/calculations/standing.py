"""How a warning stands, and what an evaluation does to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reviews.values.warnings import EventKind, Happened, WarningState

HANDLED = (WarningState.ACKNOWLEDGED, WarningState.SNOOZED)


def standing(newest: Happened | None, day: date) -> WarningState:
    """The state at the end of `day`; a snooze holds up to and including its last day."""
    if newest is None:
        return WarningState.OPEN
    if newest.kind is EventKind.RESOLVED:
        return WarningState.RESOLVED
    if newest.kind is EventKind.ACKNOWLEDGED:
        return WarningState.ACKNOWLEDGED
    lasts = newest.until is not None and day <= newest.until
    if newest.kind is EventKind.SNOOZED and lasts:
        return WarningState.SNOOZED
    return WarningState.OPEN


def seen_again(
    newest: Happened | None, before: str, now: str, gravest_first: Sequence[str], day: date
) -> EventKind | None:
    """What finding a known warning again adds to its history; None: nothing.

    One that got worse is open again, whatever people said of the lesser one.
    """
    if gravest_first.index(now) < gravest_first.index(before):
        return EventKind.WORSE
    if newest is not None and newest.kind is EventKind.SNOOZED:
        return EventKind.WOKE if standing(newest, day) is WarningState.OPEN else None
    return None


def is_noise(found: int, subjects: int, one_in: int, least: int) -> bool:
    """Whether a rule speaks of more than one in `one_in` of enough subjects."""
    return subjects >= least and found * one_in > subjects
