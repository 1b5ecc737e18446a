"""What is told of dependencies between products (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self

from portfolio.kernel.thresholds import read_thresholds


@dataclass(frozen=True)
class DependencyPolicy:
    """Keys in a policy version are `dependencies.<field>`. Raises `ValueError` where senseless.

    A cluster cuts through dense dependencies when `cut_minimum` or more of them run to one other
    cluster, and these are at least `cut_share` of them and those inside. A product
    more than `common_needs` others need is a common service: dependencies on it say nothing about
    where a line should run.
    """

    cut_share: Decimal = Decimal("0.6")
    cut_minimum: int = 2
    common_needs: int = 5

    def __post_init__(self) -> None:
        if not 0 < self.cut_share <= 1:
            raise ValueError(
                f"dependencies.cut_share must be above 0 and at most 1, not {self.cut_share}"
            )
        if self.cut_minimum < 1:
            raise ValueError(f"dependencies.cut_minimum must be at least 1, not {self.cut_minimum}")

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> Self:
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "dependencies", thresholds)


@dataclass(frozen=True)
class Cut:
    """A cluster's dependencies: how many stay inside, how many leave it, and to which clusters."""

    inside: int
    leaving: int
    to: Mapping[int, int] = field(default_factory=dict)
    cuts: bool = False

    @property
    def share(self) -> Decimal:
        """The part that leaves; nothing leaves a cluster without dependencies."""
        total = self.inside + self.leaving
        return Decimal(self.leaving) / total if total else Decimal(0)
