"""Ownership load: what a person holds on a date, and what that amounts to (DOMAIN 3)."""

from dataclasses import dataclass
from datetime import date

from portfolio.kernel.periods import Period
from portfolio.kernel.words import Word
from reviews.values.activity import ProductActivity


class LoadLevel(Word):
    """How heavy a load is, lightest first."""

    WITHIN = "within", "Within"
    AT_CEILING = "at_ceiling", "At ceiling"
    OVER = "over", "Over"
    TRIAGE = "triage", "Triage"

    @property
    def rank(self) -> int:
        """Its place in the order, 0 the lightest."""
        return list(LoadLevel).index(self)

    @property
    def is_beyond(self) -> bool:
        """Over or triage: beyond the ceiling, and a warning."""
        return self in (LoadLevel.OVER, LoadLevel.TRIAGE)


@dataclass(frozen=True)
class OwnedPeriod:
    """A person's ownership of a cluster during a period."""

    person_id: int
    cluster_id: int
    period: Period


@dataclass(frozen=True)
class Holding:
    """A cluster and the activity of its products, all as of the same date."""

    cluster_id: int
    name: str
    products: tuple[ProductActivity, ...]

    @property
    def active(self) -> tuple[ProductActivity, ...]:
        """Its active products, each of which counts."""
        return tuple(product for product in self.products if product.counts and product.is_active)

    @property
    def is_stable(self) -> bool:
        """Whether it counts once as stable: a product that counts, and none of them active."""
        return not self.active and any(product.counts for product in self.products)


@dataclass(frozen=True)
class LoadRule:
    """A condition of a level that holds: the figure found and the threshold it met."""

    code: str
    found: int
    threshold: int
    sentence: str


@dataclass(frozen=True)
class Load:
    """What a person carries, the rules that make it that level, and the way back.

    `remedy` is empty within the ceiling. `relieving_clusters` are those any one of which, handed
    over, would suffice; `relieving_products` those any one of which, become stable, would.
    """

    level: LoadLevel
    active: int
    stable: int
    active_products: tuple[ProductActivity, ...]
    stable_clusters: tuple[Holding, ...]
    rules: tuple[LoadRule, ...]
    sentence: str
    remedy: str = ""
    relieving_clusters: tuple[Holding, ...] = ()
    relieving_products: tuple[ProductActivity, ...] = ()


@dataclass(frozen=True)
class LoadCount:
    """What a person carries in numbers alone, for lists of many people."""

    person_id: int
    name: str
    slug: str
    active: int
    stable: int
    level: LoadLevel


@dataclass(frozen=True)
class LoadChange:
    """A load before and after a change somebody considers."""

    before: Load
    after: Load

    @property
    def is_heavier(self) -> bool:
        """Whether the level rises."""
        return self.after.level.rank > self.before.level.rank

    @property
    def is_lighter(self) -> bool:
        """Whether the level falls."""
        return self.after.level.rank < self.before.level.rank

    @property
    def goes_beyond(self) -> bool:
        """Whether it leaves the ceiling behind that it kept before."""
        return self.after.level.is_beyond and not self.before.level.is_beyond


@dataclass(frozen=True)
class HandOver:
    """Both people's load before and after; `giver` is None for a cluster nobody owns."""

    giver: LoadChange | None
    taker: LoadChange


@dataclass(frozen=True)
class DatedLevel:
    """The level of a person's load from a day on, until the next one."""

    on: date
    level: LoadLevel
