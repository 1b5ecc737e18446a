"""What the split signals are computed from, and what they say (DOMAIN 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Self

from portfolio.kernel.quarters import Quarter
from portfolio.kernel.thresholds import read_thresholds
from portfolio.kernel.words import Word


class Signal(Word):
    """Why a product may want a cluster of its own."""

    CROWDING = "crowding", "Crowding out"
    DEMAND = "demand", "Operational demand"
    STRATEGIC = "strategic", "Strategic weight"


class ShapeKind(Word):
    """What an act does to the shape of the portfolio."""

    SPLIT = "split", "Split"
    GROUP = "group", "Group"


class Measure(Word):
    """What a share is a share of."""

    POINTS = "points", "effort points"
    ITEMS = "items", "items"
    HOURS = "hours", "owner hours"
    TICKETS = "tickets", "tickets"


@dataclass(frozen=True)
class SplitPolicy:
    """Keys in a policy version are `split.<field>`. Raises `ValueError` where they make no sense.

    `halfway` is how far from a fair share to everything a share counts as too much.
    """

    halfway: Decimal = Decimal("0.5")
    quarters: int = 2
    quiet_quarters: int = 2

    def __post_init__(self) -> None:
        if self.halfway > 1:
            raise ValueError(f"split.halfway must be at most 1, not {self.halfway}")
        for name in ("quarters", "quiet_quarters"):
            if getattr(self, name) < 1:
                raise ValueError(f"split.{name} must be at least 1, not {getattr(self, name)}")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> Self:
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "split", thresholds)


@dataclass(frozen=True)
class MemberQuarter:
    """What one product did while it was in the cluster in one quarter.

    `items` and `points` are of items shipped; `unestimated` how many of these have no effort.
    `ready` are references of items that were ready when the quarter began, none for a product that
    came later. `hours` and `tickets` are None where nothing is recorded.
    """

    product_id: int
    items: int = 0
    points: int = 0
    unestimated: int = 0
    ready: tuple[str, ...] = ()
    hours: Decimal | None = None
    tickets: Decimal | None = None


@dataclass(frozen=True)
class ClusterQuarter:
    """A cluster's members at the end of a quarter, and the policy in force then."""

    quarter: Quarter
    members: tuple[MemberQuarter, ...]
    policy: SplitPolicy = field(default_factory=SplitPolicy)


@dataclass(frozen=True)
class Shares:
    """Who takes how much of one thing in one quarter; empty where it cannot be told.

    `amounts` are by product, `limit` is d(n) as a share. `gap` says why there is no answer.
    """

    quarter: Quarter
    limit: Decimal | None
    measure: Measure | None = None
    amounts: Mapping[int, Decimal] = field(default_factory=dict)
    gap: str = ""

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum(self.amounts.values(), Decimal(0))


@dataclass(frozen=True)
class Reading:
    """One product and one signal in one quarter: its share, the limit, and whether it holds.

    `starved` are the other members that had ready items and shipped nothing, with those items.
    """

    quarter: Quarter
    share: Decimal | None
    limit: Decimal | None
    measure: Measure | None
    amount: Decimal | None
    total: Decimal | None
    holds: bool
    starved: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    gap: str = ""


@dataclass(frozen=True)
class Weight:
    """One reason for strategic weight, with its own words and the day it began."""

    kind: str
    sentence: str
    since: date
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heard:
    """A signal that holds for a product, over so many quarters in a row.

    `readings` are the quarters behind it, the newest first; `weights` the reasons of the third.
    """

    signal: Signal
    product_id: int
    since: date
    quarters: int
    readings: tuple[Reading, ...] = ()
    weights: tuple[Weight, ...] = ()
