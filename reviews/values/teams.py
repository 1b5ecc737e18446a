"""The thresholds of a stable team (DOMAIN 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.kernel.thresholds import read_thresholds


@dataclass(frozen=True)
class TeamPolicy:
    """Keys `teams.<field>`. Raises `ValueError` naming the key where a threshold is nonsense."""

    minimum_members: int = 3
    median_tenure_months: int = 6
    kept_share: Decimal = Decimal("0.5")

    def __post_init__(self) -> None:
        if self.minimum_members < 1:
            raise ValueError("teams.minimum_members must be at least 1")
        if self.kept_share > 1:
            raise ValueError("teams.kept_share is a share, at most 1")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> TeamPolicy:
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "teams", thresholds)


@dataclass(frozen=True)
class Stint:
    """One person in a team from `since` until `until`, exclusive; None: still there."""

    person: int
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether they belonged to the team at the end of `day`."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Stability:
    """A team at the end of a day; `kept` is None where nobody was there four quarters before."""

    members: int
    median_tenure: int
    before: int
    kept: int | None
    share: Decimal | None
    is_young: bool
    is_changing: bool

    @property
    def is_unstable(self) -> bool:
        """Either of the two."""
        return self.is_young or self.is_changing
