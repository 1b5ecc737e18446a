"""The thresholds of ownership load (DOMAIN 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from portfolio.kernel.thresholds import read_thresholds


@dataclass(frozen=True)
class LoadPolicy:
    """Keys in a policy version are `load.<field>`. Raises `ValueError` where they contradict."""

    active_ceiling: int = 1
    stable_ceiling: int = 3
    triage_active: int = 3
    triage_active_strained: int = 2
    trailing_days: int = 90
    items_threshold: int = 8
    demand_ratio: Decimal = Decimal("1.5")
    demand_windows: int = 4
    demand_windows_with_data: int = 2
    demand_minimum: int = 5
    design_quarters: int = 2

    def __post_init__(self) -> None:
        for name in ("stable_ceiling", "trailing_days", "items_threshold", "design_quarters"):
            self._at_least(name, 1)
        self._at_least("demand_windows_with_data", 1)
        self._at_least("demand_windows", self.demand_windows_with_data)
        self._at_least("triage_active_strained", self.active_ceiling + 1)
        self._at_least("triage_active", self.triage_active_strained)

    def _at_least(self, name: str, least: int) -> None:
        value = getattr(self, name)
        if value < least:
            raise ValueError(f"load.{name} must be at least {least}, not {value}")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> "LoadPolicy":
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "load", thresholds)
