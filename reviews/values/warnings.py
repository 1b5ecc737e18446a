"""The words of a warning: who takes the next step, what happened to it, how it stands."""

from portfolio.kernel.words import Word


class Audience(Word):
    """Whom a warning's next step is open to, among those who may read the warning."""

    READERS = "readers", "Whoever reads it"
    OWNER = "owner", "The accountable owner"
    LEADERSHIP = "leadership", "Leadership"


class EventKind(Word):
    """What happened to a warning, in the words of its history."""

    OPENED = "opened", "Opened by the data"
    WORSE = "got_worse", "Got worse, so it is open again"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    SNOOZED = "snoozed", "Snoozed"
    WOKE = "woke", "Snooze over, open again"
    REOPENED = "reopened", "Opened again"
    RESOLVED = "resolved", "Resolved by the data"


class WarningState(Word):
    """How a warning stands at the end of a day."""

    OPEN = "open", "Open"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    SNOOZED = "snoozed", "Snoozed"
    RESOLVED = "resolved", "Resolved"


BY_PEOPLE = (EventKind.ACKNOWLEDGED, EventKind.SNOOZED, EventKind.REOPENED)
