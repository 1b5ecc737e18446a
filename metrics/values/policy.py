"""The thresholds of the metrics room."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from metrics.values.words import Weighting
from portfolio.kernel.thresholds import read_thresholds


@dataclass(frozen=True)
class MetricPolicy:
    """The thresholds of this room; keys in a policy version are `metrics.<field>`."""

    stale_after_cadences: Decimal = Decimal("1.5")
    minimum_coverage: Decimal = Decimal("0.5")
    fewest: int = 3
    most: int = 5
    trend_quarters: int = 8
    aimless_quarters: int = 2
    reaction_days_health: int = 90
    reaction_days_value: int = 180
    deviation_days: int = 366
    weighting: Weighting = Weighting.EQUALLY

    def __post_init__(self) -> None:
        if self.minimum_coverage > 1:
            raise ValueError("metrics.minimum_coverage is a share, at most 1")
        if not 1 <= self.fewest <= self.most:
            raise ValueError("metrics.fewest must be at least 1 and not above metrics.most")
        if self.aimless_quarters < 1:
            raise ValueError("metrics.aimless_quarters must be at least 1")
        if self.deviation_days < 1:
            raise ValueError("metrics.deviation_days must be at least 1")
        if not 2 <= self.trend_quarters <= 40:
            raise ValueError("metrics.trend_quarters must be 2 to 40")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> "MetricPolicy":
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "metrics", thresholds)
