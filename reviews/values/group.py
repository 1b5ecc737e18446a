"""What a group proposal is computed from, and what it says (DOMAIN 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from portfolio.kernel.thresholds import read_thresholds
from products.values import Rationale, Stage
from reviews.values.load import LoadChange


@dataclass(frozen=True)
class GroupPolicy:
    """Keys in a policy version are `group.<field>`. Raises `ValueError` where they make no sense.

    A product counts as thinly owned below `items_threshold` items touched in `trailing_days`. A
    product that more than `common_needs` others need says nothing about what belongs together.
    """

    trailing_days: int = 90
    items_threshold: int = 5
    size_limit: int = 5
    common_needs: int = 5
    quiet_quarters: int = 2

    def __post_init__(self) -> None:
        for name, least in (("trailing_days", 1), ("size_limit", 2), ("quiet_quarters", 1)):
            if getattr(self, name) < least:
                raise ValueError(
                    f"group.{name} must be at least {least}, not {getattr(self, name)}"
                )

    @classmethod
    def from_thresholds(cls, thresholds: Mapping[str, object]) -> Self:
        """The defaults with what the policy version changes. Raises `ValueError` naming the key."""
        return read_thresholds(cls, "group", thresholds)


@dataclass(frozen=True)
class GroupFact:
    """One product as it stood at the end of a day.

    `members` counts the products of its cluster that are not retired, itself included. `needs` are
    the products it needs, without those that too many need.
    """

    product_id: int
    name: str
    cluster_id: int
    members: int
    stage: Stage | None
    touched: int
    personas: frozenset[int] = frozenset()
    domain: str = ""
    needs: frozenset[int] = frozenset()


@dataclass(frozen=True)
class GroupProposal:
    """Products that belong together, by name, and everything all of them share.

    `needs` are products each of them needs or is.
    """

    products: tuple[GroupFact, ...]
    personas: tuple[int, ...] = ()
    domain: str = ""
    needs: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """Names the proposal in an address: `12-15`."""
        return "-".join(str(pk) for pk in sorted(self.product_ids))

    @property
    def product_ids(self) -> tuple[int, ...]:
        """Its products, by name."""
        return tuple(one.product_id for one in self.products)

    @property
    def kinds(self) -> tuple[Rationale, ...]:
        """The rationales that hold, the strongest first."""
        held = (bool(self.personas), bool(self.domain), bool(self.needs))
        order = (Rationale.USERS, Rationale.DOMAIN, Rationale.TECHNICAL)
        return tuple(kind for kind, holds in zip(order, held, strict=True) if holds)


@dataclass(frozen=True)
class GroupOutcome:
    """What a proposal would do to people: who takes the group, and each owner's load.

    `taker` is None where nobody is accountable for any of the products.
    """

    taker: int | None
    changes: Mapping[int, LoadChange]

    @property
    def beyond(self) -> tuple[int, ...]:
        """Whose load would rise beyond the ceiling."""
        return tuple(
            person
            for person, change in self.changes.items()
            if change.after.level.is_beyond and change.is_heavier
        )

    def lightens(self, person: int) -> bool:
        """Whether the person would carry fewer active products or stable clusters, not more."""
        change = self.changes.get(person)
        if change is None:
            return False
        before = (change.before.active, change.before.stable)
        after = (change.after.active, change.after.stable)
        return after != before and all(new <= old for new, old in zip(after, before, strict=True))
