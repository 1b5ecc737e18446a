"""What is known about a product on a date, and whether that makes it active (DOMAIN 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from metrics.values import Target
from portfolio.kernel.periods import Period
from portfolio.kernel.words import spoken
from products.values import ActiveReason, ChangeKind, Stage, TreatAs


@dataclass(frozen=True)
class ChangeFact:
    """A dated change; `ended_on` is the day on which it was finished, None while it is not."""

    kind: ChangeKind
    title: str
    started_on: date
    ended_on: date | None = None

    def under_way(self, on: date) -> bool:
        """Whether it had begun and was not finished at the end of day `on`."""
        return self.started_on <= on and (self.ended_on is None or on < self.ended_on)


@dataclass(frozen=True)
class Demand:
    """A metric of support demand over trailing windows, summed up in the metric's own way.

    `current` is the window ending on the date, `earlier` the windows before it, newest first; None
    is a window without a measurement, which is not the same as none asked for. `target` is the one
    in force on the date.
    """

    name: str
    current: Decimal | None
    earlier: tuple[Decimal | None, ...] = ()
    target: Target | None = None


@dataclass(frozen=True)
class Override:
    """A person's word over the computed activity while `period`, which always ends, holds."""

    treat_as: TreatAs
    reason: str
    period: Period
    by: str = ""

    @property
    def brief(self) -> str:
        """In a few words, with the last day it holds."""
        last_day = self.period.last_day
        until = "" if last_day is None else f" until {spoken(last_day)}"
        return f"treated as {self.treat_as.label.lower()}{until}: {self.reason}"


@dataclass(frozen=True)
class ProductFacts:
    """What activity is judged by, as of one date. A product without a known stage has None.

    `items_moved` counts the distinct items started or shipped in the trailing window (see
    `items_moved` in the calculations); `item_keys` may name them. `changes` and `overrides` may
    hold more than those of the date: the calculation picks.
    """

    product_id: int
    name: str
    stage: Stage | None
    stage_since: date | None = None
    items_moved: int = 0
    item_keys: tuple[str, ...] = ()
    changes: tuple[ChangeFact, ...] = ()
    migration_finished: bool = False
    demand: tuple[Demand, ...] = ()
    overrides: tuple[Override, ...] = ()


@dataclass(frozen=True)
class Reason:
    """One reason for which a product is active.

    `rule` names the condition within the kind: `stage`, `items`, `change`, `migration`,
    `demand_line` or `demand_rise`. `brief` fits into brackets, `sentence` stands alone, `evidence`
    holds the numbers, dates and thresholds.
    """

    kind: ActiveReason
    rule: str
    brief: str
    sentence: str
    evidence: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ProductActivity:
    """Whether a product is active on a date, and why.

    `is_active` is what counts, `is_naturally_active` what the reasons alone would say; they differ
    only while `override` holds. A retired product does not `count`: it is neither active nor stable
    and has no reasons.
    """

    product_id: int
    name: str
    stage: Stage | None
    is_active: bool
    is_naturally_active: bool
    counts: bool = True
    reasons: tuple[Reason, ...] = ()
    override: Override | None = None

    @property
    def is_strained(self) -> bool:
        """Whether operational change or high support demand is among the reasons."""
        return any(reason.kind is not ActiveReason.DEVELOPMENT for reason in self.reasons)

    @property
    def brief(self) -> str:
        """Why it is active, or treated otherwise than it would be, in a few words."""
        parts = [reason.brief for reason in self.reasons]
        if self.override is not None:
            parts.append(self.override.brief)
        return "; ".join(parts)
