"""The words and thresholds of ownership as a promise (DOMAIN 1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portfolio.kernel.thresholds import read_thresholds
from portfolio.kernel.words import Word


class HandoverState(Word):
    """What became of a proposal that somebody takes over a cluster."""

    PROPOSED = "proposed", "Waits for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class HandoverPoint(Word):
    """What a hand-over is made of, besides the name."""

    ACCESS = "access", "Access is handed over"
    USERS = "users", "Contacts and users are introduced"
    BACKLOG = "backlog", "The backlog was walked through"
    SUPPORT = "support", "Support arrangements are explained"
    DECISIONS = "decisions", "Open decisions are named"


class ConfirmationAnswer(Word):
    """What an owner says to "still yours?"."""

    YES = "yes", "Still mine"
    NO = "no", "Not any more"
    LAPSED = "lapsed", "Overtaken by a change of owner"


@dataclass(frozen=True)
class OwnershipPolicy:
    """How often an owner re-confirms, and how long silence lasts, in days.

    Keys in a policy version are `ownership.<field>`. Raises `ValueError` below one day.
    """

    confirm_days: int = 180
    answer_days: int = 14
    escalate_days: int = 14

    def __post_init__(self) -> None:
        for name in ("confirm_days", "answer_days", "escalate_days"):
            if getattr(self, name) < 1:
                raise ValueError(f"ownership.{name} must be at least 1, not {getattr(self, name)}")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> "OwnershipPolicy":
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "ownership", thresholds)

    def is_due(self, promised_on: date, day: date) -> bool:
        """Whether a promise last given on `promised_on` is to be renewed by the end of `day`."""
        return day >= promised_on + timedelta(days=self.confirm_days)

    def answer_by(self, asked_on: date) -> date:
        """The last day on which an answer is in time."""
        return asked_on + timedelta(days=self.answer_days)

    def manager_may_act_until(self, told_on: date) -> date:
        """The last day before silence goes from the manager on to leadership."""
        return told_on + timedelta(days=self.escalate_days)
