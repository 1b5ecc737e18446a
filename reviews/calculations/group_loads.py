"""What one cluster instead of several would do to the loads of their owners (DOMAIN 3, 5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from reviews.calculations.load import load
from reviews.values import Holding, LoadChange, LoadPolicy, ProductActivity
from reviews.values.group import GroupOutcome

NEW = 0
"""The key of the cluster that is not there yet."""


def outcome_of(
    products: Collection[int],
    owners: Mapping[int, Sequence[Holding]],
    orphans: Sequence[Holding],
    policy: LoadPolicy,
) -> GroupOutcome:
    """Who takes the group, and every owner's load before and after.

    `owners` are those accountable for one of the products now, with all they hold; `orphans` the
    clusters of the products nobody is accountable for. The taker is whoever of them would carry
    least with it: lowest level, then fewest active products, then fewest stable clusters.
    """
    if not owners:
        return GroupOutcome(None, {})
    taken = {
        person: _changes(person, products, owners, orphans, policy) for person in sorted(owners)
    }
    taker = min(taken, key=lambda person: (_weight(taken[person][person]), person))
    return GroupOutcome(taker, taken[taker])


def changes_with(
    taker: int,
    products: Collection[int],
    people: Mapping[int, Sequence[Holding]],
    orphans: Sequence[Holding],
    policy: LoadPolicy,
) -> GroupOutcome:
    """The same with a taker who was chosen; `people` holds what they hold too."""
    return GroupOutcome(taker, _changes(taker, products, people, orphans, policy))


def _weight(change: LoadChange) -> tuple[int, int, int]:
    return (change.after.level.rank, change.after.active, change.after.stable)


def _changes(
    taker: int,
    products: Collection[int],
    people: Mapping[int, Sequence[Holding]],
    orphans: Sequence[Holding],
    policy: LoadPolicy,
) -> dict[int, LoadChange]:
    held = [holding for found in people.values() for holding in found]
    moved = [one for holding in (*held, *orphans) for one in holding.products]
    group = Holding(NEW, "The group", _among(moved, products))
    found = {}
    for person, before in people.items():
        after = [_without(holding, products) for holding in before]
        after = [holding for holding in after if holding.products]
        added = (*after, group) if person == taker else after
        found[person] = LoadChange(load(before, policy), load(added, policy))
    return found


def _among(
    rows: Sequence[ProductActivity], products: Collection[int]
) -> tuple[ProductActivity, ...]:
    return tuple(one for one in rows if one.product_id in products)


def _without(holding: Holding, products: Collection[int]) -> Holding:
    rest = tuple(one for one in holding.products if one.product_id not in products)
    return Holding(holding.cluster_id, holding.name, rest)
