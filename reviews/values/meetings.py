"""The words of review meetings, and what a schedule asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from portfolio.kernel.thresholds import read_thresholds
from portfolio.kernel.words import Word

CADENCES: Final = (1, 3, 6, 12)
USUAL_CADENCE: Final = 3
USUAL_MINUTES: Final = 10
LONGEST_MINUTES: Final = 480


class MeetingState(Word):
    """Where a meeting stands."""

    PLANNED = "planned", "Planned"
    RUNNING = "running", "Under way"
    CLOSED = "closed", "Held"
    CANCELLED = "cancelled", "Cancelled"


class TopicState(Word):
    """Where one cluster of the agenda stands."""

    WAITING = "waiting", "To come"
    OPEN = "open", "Being discussed"
    DONE = "done", "Discussed"
    SKIPPED = "skipped", "Left out"


class LetterKind(Word):
    """Why a person is written to about a meeting."""

    FIRST = "first", "First reminder"
    LAST = "last", "Last reminder"
    CANCELLED = "cancelled", "Cancelled"


class LetterState(Word):
    """Where one letter stands; `claimed` and silent means that nobody knows whether it went out."""

    WAITING = "waiting", "Waiting"
    CLAIMED = "claimed", "Being sent"
    SENT = "sent", "Sent"
    UNWANTED = "unwanted", "Not sent: no e-mail wanted or known"
    FAILED = "failed", "Failed"


@dataclass(frozen=True)
class ReviewPolicy:
    """The days of the review calendar; keys in a policy version are `reviews.<field>`."""

    packet_days: int = 7
    first_reminder_days: int = 7
    last_reminder_days: int = 1
    overdue_days: int = 14

    def __post_init__(self) -> None:
        if self.last_reminder_days > self.first_reminder_days:
            raise ValueError(
                "reviews.last_reminder_days must not be above reviews.first_reminder_days"
            )
        if self.packet_days > 90:
            raise ValueError("reviews.packet_days must be at most 90")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> ReviewPolicy:
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "reviews", thresholds)
