"""The words of a warning: who takes the next step, what happened to it, how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portfolio.kernel.thresholds import read_thresholds
from portfolio.kernel.words import Word


class Audience(Word):
    """Whom a warning's next step is open to, among those who may read the warning."""

    READERS = "readers", "Whoever reads it"
    OWNER = "owner", "The accountable owner"
    LEADERSHIP = "leadership", "Leadership"


class EventKind(Word):
    """What happened to a warning, in the words of its history."""

    OPENED = "opened", "Opened by the data"
    WORSE = "got_worse", "Got worse"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    SNOOZED = "snoozed", "Snoozed"
    WOKE = "woke", "The snooze was over"
    REOPENED = "reopened", "Opened again"
    RESOLVED = "resolved", "Resolved by the data"


class WarningState(Word):
    """How a warning stands at the end of a day."""

    OPEN = "open", "Open"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    SNOOZED = "snoozed", "Snoozed"
    RESOLVED = "resolved", "Resolved"


BY_PEOPLE = (EventKind.ACKNOWLEDGED, EventKind.SNOOZED, EventKind.REOPENED)


@dataclass(frozen=True)
class WarningPolicy:
    """Keys in a policy version are `warnings.<field>`. Raises `ValueError` below one.

    A rule that speaks of more than one in `noise_one_in` of at least `noise_subjects` subjects is
    badly set. `snooze_days` is how far ahead a warning may be kept quiet.
    """

    noise_subjects: int = 12
    noise_one_in: int = 3
    snooze_days: int = 92

    def __post_init__(self) -> None:
        for name in ("noise_subjects", "noise_one_in", "snooze_days"):
            if getattr(self, name) < 1:
                raise ValueError(f"warnings.{name} must be at least 1, not {getattr(self, name)}")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> WarningPolicy:
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "warnings", thresholds)


@dataclass(frozen=True)
class Happened:
    """The newest thing that happened to a warning, as far as its state depends on it."""

    kind: EventKind
    until: date | None = None
