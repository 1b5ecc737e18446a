"""The history of a warning in sentences."""

from __future__ import annotations

from django.utils import timezone

from portfolio.kernel.marks import day as day_text
from reviews.models import WarningEvent
from reviews.values.warnings import EventKind

DONE = {
    EventKind.ACKNOWLEDGED: "acknowledged it",
    EventKind.SNOOZED: "snoozed it",
    EventKind.REOPENED: "opened it again",
}


def event_words(event: WarningEvent) -> str:
    """What happened, to stand after the person's name, or alone where the data did it."""
    kind = EventKind(event.kind)
    if event.until is not None:
        return f"{DONE[kind]} up to and including {day_text(event.until)}"
    return DONE.get(kind, kind.label)


def event_sentence(event: WarningEvent) -> str:
    """Who did what and when: `Edda Falk snoozed it up to and including … on …: reason`."""
    at = timezone.localtime(event.at)
    who = f"{event.by.name} " if event.by else ""
    note = f": {event.note}" if event.note else "."
    return f"{who}{event_words(event)} on {day_text(at.date())} at {at:%H:%M}{note}"
