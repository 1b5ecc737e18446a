"""What a change of owner would do to both people's load, before it is made (DOMAIN 3)."""

from collections.abc import Sequence

from reviews.calculations.load import load
from reviews.values import HandOver, Holding, LoadChange, LoadPolicy


def with_cluster(holdings: Sequence[Holding], cluster: Holding) -> tuple[Holding, ...]:
    """The holdings with that cluster among them, once."""
    return (*without_cluster(holdings, cluster.cluster_id), cluster)


def without_cluster(holdings: Sequence[Holding], cluster_id: int) -> tuple[Holding, ...]:
    """The holdings without that cluster."""
    return tuple(holding for holding in holdings if holding.cluster_id != cluster_id)


def compare(before: Sequence[Holding], after: Sequence[Holding], policy: LoadPolicy) -> LoadChange:
    """One person's load before and after."""
    return LoadChange(load(before, policy), load(after, policy))


def hand_over(
    cluster: Holding,
    giver: Sequence[Holding] | None,
    taker: Sequence[Holding],
    policy: LoadPolicy,
) -> HandOver:
    """Both loads before and after `cluster` goes from giver to taker.

    `giver` is None for an orphan. All three are of the same date. To name the present owner again
    is no change: then pass None as giver.
    """
    return HandOver(
        giver=None
        if giver is None
        else compare(giver, without_cluster(giver, cluster.cluster_id), policy),
        taker=compare(taker, with_cluster(taker, cluster), policy),
    )
