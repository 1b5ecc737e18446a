"""Which split signals hold on a day, and the quarters behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from people.queries import organisation
from portfolio.kernel.quarters import Quarter
from products.models import Placement, StagePeriod
from products.queries import policy_on
from products.values import Stage
from reviews.calculations.split import heard
from reviews.models import SplitDismissal
from reviews.queries.split_facts import arranged_quarters, cluster_quarters
from reviews.queries.split_weights import weights_on
from reviews.values.split import ClusterQuarter, Heard, SplitPolicy

LOOKED_BACK = 8
"""Quarters shown, and the longest row told."""

DismissalKey = tuple[int, int, str]
"""Cluster, product and signal."""


@dataclass(frozen=True)
class ClusterSignals:
    """The signals of one cluster on a day.

    `present` are its products that are not retired, `quarters` those that are over, the newest
    first. `quiet` holds what leadership dismissed and is still to be left alone.
    """

    cluster_id: int
    present: tuple[int, ...]
    quarters: Sequence[ClusterQuarter]
    heard: tuple[Heard, ...]
    quiet: Mapping[DismissalKey, SplitDismissal]

    @property
    def loud(self) -> tuple[Heard, ...]:
        """The signals nobody dismissed."""
        return tuple(one for one in self.heard if self.dismissal(one) is None)

    def dismissal(self, one: Heard) -> SplitDismissal | None:
        """Why the signal is quiet; None when it is not."""
        return self.quiet.get((self.cluster_id, one.product_id, one.signal.value))


def signals_on(day: date, cluster_ids: Collection[int] | None = None) -> list[ClusterSignals]:
    """The clusters in which a signal holds at the end of `day`, dismissed ones among them.

    First as many quarters as it takes are read for all, then the longer row for those few.
    """
    policy = policy_of(day)
    homes = members_on(day, cluster_ids)
    newest = over_by(day)
    some = [cluster_id for cluster_id, present in homes.items() if len(present) > 1]
    first = _heard(day, homes, some, newest[: policy.quarters], policy)
    return _heard(day, homes, [one.cluster_id for one in first], newest, policy)


def signals_of(cluster_id: int, day: date) -> ClusterSignals:
    """One cluster with its eight quarters, whether or not a signal holds."""
    homes = members_on(day, [cluster_id])
    found = _heard(day, homes, [cluster_id], over_by(day), policy_of(day), silent=True)
    return found[0]


def signals_if(day: date, homes: Mapping[int, Sequence[int]]) -> dict[int, tuple[Heard, ...]]:
    """What would hold at the end of `day` had these clusters held these products all along.

    `homes` is cluster → products that are not retired. Dismissed signals of a cluster that is
    there already stay quiet.
    """
    policy = policy_of(day)
    facts = arranged_quarters(homes, over_by(day)[: policy.quarters])
    weights = weights_on([pk for products in homes.values() for pk in products], day)
    quiet = _quiet(day, list(homes))
    return {
        key: tuple(
            one
            for one in heard(facts[key], weights, products, policy)
            if (key, one.product_id, one.signal.value) not in quiet
        )
        for key, products in homes.items()
    }


def over_by(day: date) -> tuple[Quarter, ...]:
    """The quarters that are over at the end of `day`, the newest first."""
    quarter = Quarter.of(day, organisation().first_month)
    newest = quarter if quarter.last_day <= day else quarter.previous()
    return tuple(reversed(newest.trailing(LOOKED_BACK)))


def policy_of(day: date) -> SplitPolicy:
    """The thresholds in force at the end of `day`."""
    return SplitPolicy.from_thresholds(policy_on(day).thresholds)


def members_on(day: date, cluster_ids: Collection[int] | None) -> dict[int, tuple[int, ...]]:
    """The products of each cluster at the end of `day` that are not retired."""
    retired = StagePeriod.objects.on(day).filter(stage=Stage.RETIRED).values("product_id")
    rows = Placement.objects.on(day).exclude(product_id__in=retired)
    if cluster_ids is not None:
        rows = rows.filter(cluster_id__in=cluster_ids)
    found: dict[int, list[int]] = defaultdict(list)
    for cluster_id, product_id in rows.order_by("product__name").values_list(
        "cluster_id", "product_id"
    ):
        found[cluster_id].append(product_id)
    return {cluster_id: tuple(products) for cluster_id, products in found.items()}


def _heard(
    day: date,
    homes: Mapping[int, tuple[int, ...]],
    cluster_ids: Sequence[int],
    quarters: Sequence[Quarter],
    policy: SplitPolicy,
    *,
    silent: bool = False,
) -> list[ClusterSignals]:
    facts = cluster_quarters(cluster_ids, quarters) if cluster_ids else {}
    weights = weights_on([pk for key in cluster_ids for pk in homes.get(key, ())], day)
    quiet = _quiet(day, cluster_ids)
    found = []
    for key in cluster_ids:
        present = homes.get(key, ())
        rows = facts.get(key) or [ClusterQuarter(one, ()) for one in quarters]
        told = tuple(heard(rows, weights, present, policy))
        if told or silent:
            found.append(ClusterSignals(key, present, rows, told, quiet))
    return found


def _quiet(day: date, cluster_ids: Sequence[int]) -> dict[DismissalKey, SplitDismissal]:
    rows = SplitDismissal.objects.filter(
        cluster_id__in=cluster_ids, on__lte=day, quiet_until__gt=day
    )
    return {
        (row.cluster_id, row.product_id, row.signal): row
        for row in rows.select_related("by").order_by("on", "pk")
    }
