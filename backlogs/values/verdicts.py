"""The words of an outcome review, and the thresholds it is judged by (DOMAIN 6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from portfolio.kernel.thresholds import read_thresholds
from portfolio.kernel.words import Word

REVIEW_DAYS = (90, 180)
"""How long after shipping it is asked whether the item worked."""


class Verdict(Word):
    """What became of a hypothesis."""

    ACHIEVED = "achieved", "Achieved"
    PARTLY = "partly", "Partly achieved"
    NO_EFFECT = "no_effect", "No effect"
    WORSE = "worse", "Worse"
    UNKNOWN = "unknown", "Unknown"


class Gap(Word):
    """Why nobody can say what became of it."""

    NO_FIGURE = "no_figure", "No metric and no key result was named."
    FEW_BEFORE = "few_before", "Too little was measured before shipping."
    FEW_AFTER = "few_after", "Too little was measured after shipping."
    NO_WAY = "no_way", "The figure stood at what was expected, or beyond, before shipping."


class Lot(Word):
    """What an item that was shipped has to show. Every one is in exactly one lot."""

    ACHIEVED = "achieved", "Achieved"
    PARTLY = "partly", "Partly achieved"
    NO_EFFECT = "no_effect", "No effect"
    WORSE = "worse", "Worse"
    UNKNOWN = "unknown", "Unknown"
    EARLY = "early", "Review not due yet"
    SILENT = "silent", "Without a hypothesis"
    FIX = "fix", "Fixes, none asked for"


@dataclass(frozen=True)
class OutcomePolicy:
    """Keys `outcomes.<field>`. Shares of the way from before to expected; `worse` the wrong way.

    `coverage` is the share of the expected measurements either window needs. The warning needs
    `minimum` items; it is given where under `least_share` of them achieved at least a part.
    """

    achieved: Decimal = Decimal(1)
    partly: Decimal = Decimal("0.5")
    worse: Decimal = Decimal("0.1")
    window_days: int = 90
    coverage: Decimal = Decimal("0.5")
    minimum: int = 5
    least_share: Decimal = Decimal("0.2")

    def __post_init__(self) -> None:
        if not self.partly <= self.achieved:
            raise ValueError("outcomes.partly must not be above outcomes.achieved")
        if not 1 <= self.window_days <= 90:
            raise ValueError("outcomes.window_days must be 1 to 90, up to the first review")
        if self.coverage > 1:
            raise ValueError("outcomes.coverage is a share, at most 1")
        if self.least_share > 1:
            raise ValueError("outcomes.least_share is a share, at most 1")
        if self.minimum < 1:
            raise ValueError("outcomes.minimum must be at least 1")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> Self:
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "outcomes", thresholds)
