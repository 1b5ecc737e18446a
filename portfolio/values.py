"""The words and thresholds of the whole-portfolio pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portfolio.kernel.thresholds import read_thresholds
from portfolio.kernel.words import Word
from products.values import Stage

LIVING = tuple(stage.value for stage in Stage if stage is not Stage.RETIRED)
"""Stages of products that are cared for; retired ones are memory."""


class ScoreKind(Word):
    """The two scores."""

    HEALTH = "health", "Health"
    VALUE = "value", "Value"

    @property
    def metrics(self) -> str:
        """The metrics it is made of, in a sentence."""
        return "operational metrics" if self is ScoreKind.HEALTH else "business metrics"


class Band(Word):
    """Where a product's health score lies between the lines of the policy.

    The words are those of a metric's status, because a band is read the same way.
    """

    ON_TARGET = "on_target", "On target"
    AT_RISK = "at_risk", "At risk"
    OFF_TARGET = "off_target", "Off target"
    NO_DATA = "not_enough_data", "Not enough data"


@dataclass(frozen=True)
class PortfolioPolicy:
    """The lines of the portfolio's pages; keys in a policy version are `portfolio.<field>`.

    A product is on target when its health is `health_good` or more, at risk from `health_fair` on,
    off target below. `map_value` and `map_health` divide the health × value map.
    """

    health_good: Decimal = Decimal(65)
    health_fair: Decimal = Decimal(50)
    map_value: Decimal = Decimal(60)
    map_health: Decimal = Decimal(60)

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> "PortfolioPolicy":
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "portfolio", thresholds)

    def band(self, health: Decimal | None) -> Band:
        """The band of a health score; exactly on a line is the better band."""
        if health is None:
            return Band.NO_DATA
        if health >= self.health_good:
            return Band.ON_TARGET
        return Band.AT_RISK if health >= self.health_fair else Band.OFF_TARGET


@dataclass(frozen=True)
class StartPolicy:
    """Where to start (DOMAIN 12); keys in a policy version are `start.<field>`.

    People depend on something from `daily_users` on; a backlog is neglected from `open_items` items
    on that are older than `item_days`. The list has `fewest` places, up to `most` when scores tie.
    """

    daily_users: int = 25
    open_items: int = 5
    item_days: int = 180
    fewest: int = 3
    most: int = 5

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> "StartPolicy":
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        policy = read_thresholds(cls, "start", thresholds)
        if not 1 <= policy.fewest <= policy.most:
            raise ValueError("start.most must be at least start.fewest, and that at least 1")
        return policy
