"""Products that belong together share one cluster: the reverse of a split (DOMAIN 1, 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from people.models import Person
from portfolio.kernel.errors import Refused
from products.actions.clusters import check_rationale, create_cluster
from products.models import Cluster, Product
from reviews.actions.reshaping import (
    Wish,
    carry,
    changed_meanwhile,
    check_day,
    check_living,
    check_seen,
    lock_clusters,
    seal,
)
from reviews.actions.splits import NewCluster, fingerprint
from reviews.models import SplitAct
from reviews.values.split import ShapeKind

WORDS = ("rationale_kinds", "rationale", "version")


@transaction.atomic
def group(
    by: Person | None,
    products: Sequence[Product],
    into: Cluster | NewCluster,
    *,
    on: date,
    reason: str,
    rationale_kinds: Sequence[str] = (),
    rationale: str = "",
    seen: str | None = None,
) -> SplitAct:
    """Move the products into one cluster, their items in their order behind those that are there.

    Into an existing cluster its owner takes them; a rationale given takes the place of the present
    one. A new cluster has no owner yet: name one, or propose a hand-over. Clusters left empty
    close. Raises `Refused` for retired products and where no rationale is known, `Conflict` when
    the clusters are not those that were `seen`.
    """
    check_day(on)
    keys = {one.pk for one in products}
    if not keys:
        raise Refused("Choose at least one product.", code="no_products", field="products")
    known = into.pk if isinstance(into, Cluster) else None
    homes = set(Product.objects.filter(pk__in=keys).values_list("cluster_id", flat=True))
    locked = lock_clusters([*homes, *([known] if known else [])])
    fresh = _fresh(keys, set(locked), known)
    if known:
        check_seen(seen, fingerprint(locked[known]))
    check_living(fresh)
    if isinstance(into, NewCluster):
        _check_reason(into.rationale_kinds)
        words: dict[str, Any] = {}
        target = create_cluster(
            by, name=into.name, opened_on=on, rationale_kinds=into.rationale_kinds,
            rationale=into.rationale,
        )  # fmt: skip
    else:
        target = locked[into.pk]
        words = _reword(target, rationale_kinds, rationale)
    wish = Wish(by, ShapeKind.GROUP, target, on, reason, made=known is None, words=words)
    return seal(carry(wish, fresh, target))


def _fresh(keys: set[int], locked: set[int], known: int | None) -> list[Product]:
    rows = Product.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("name", "pk")
    fresh = list(rows)
    for one in fresh:
        if one.cluster_id not in locked:
            raise changed_meanwhile()
        if one.cluster_id == known:
            raise Refused(
                f"{one.name} is in this cluster already.", code="already_here", field="products"
            )
    return fresh


def _check_reason(kinds: Sequence[str]) -> None:
    if not kinds:
        raise Refused(
            "Say why these products belong together: same users, same business domain, or "
            "technical dependence.",
            code="rationale_missing",
            field="rationale_kinds",
        )


def _reword(target: Cluster, kinds: Sequence[str], rationale: str) -> dict[str, Any]:
    """The new rationale in place of the old one; says how that was worded when it changed."""
    if not kinds and not rationale.strip():
        _check_reason(target.rationale_kinds)
        return {}
    words = {name: getattr(target, name) for name in WORDS}
    check_rationale(kinds, rationale)
    target.rationale_kinds, target.rationale = list(kinds), rationale
    target.version += 1
    target.save(update_fields=["rationale_kinds", "rationale", "version"])
    return words
