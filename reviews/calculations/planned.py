"""The load a person is going to carry on a day to come (DOMAIN 3).

Planned load on day X: the dated rows of X, the items and tickets of today. A change under way that
has a planned end counts until that day; one that is late counts on, since nobody has said when.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from products.values import ChangeKind, Stage
from reviews.calculations.activity import activity
from reviews.calculations.load import load
from reviews.values import ChangeFact, Holding, Load, LoadPolicy, Plan, ProductActivity

WAYS_OUT = (ChangeKind.MIGRATION, ChangeKind.DECOMMISSIONING)


def planned_change(change: ChangeFact, planned_end: date | None, today: date) -> ChangeFact:
    """The change as it will have been, if it ends when planned."""
    if change.ended_on is not None or planned_end is None or planned_end <= today:
        return change
    return replace(change, ended_on=planned_end)


def planned_load(plan: Plan, on: date, policy: LoadPolicy) -> Load:
    """The load at the end of day `on`, which is not before today."""
    return load(holdings_on(plan, on, policy), policy)


def holdings_on(plan: Plan, on: date, policy: LoadPolicy) -> list[Holding]:
    """What is held at the end of day `on`, in the order of the clusters' and products' names."""
    clusters: dict[tuple[str, int], list[ProductActivity]] = {}
    for placed in plan.placed:
        if placed.period.holds(on):
            found = clusters.setdefault((placed.cluster, placed.cluster_id), [])
            found.append(_activity(plan, placed.product_id, on, policy))
    return [
        Holding(pk, name, tuple(sorted(products, key=lambda one: (one.name, one.product_id))))
        for (name, pk), products in sorted(clusters.items())
    ]


def is_out(changes: Iterable[ChangeFact], day: date) -> bool:
    """Whether a way out was recorded, and every one of them was finished by the end of `day`."""
    ways = [c for c in changes if c.kind in WAYS_OUT and c.started_on <= day]
    return bool(ways) and not any(change.under_way(day) for change in ways)


def _activity(plan: Plan, product_id: int, on: date, policy: LoadPolicy) -> ProductActivity:
    facts = plan.facts[product_id]
    held = [(period, stage) for period, stage in plan.stages[product_id] if period.holds(on)]
    stage: Stage | None = held[0][1] if held else None
    since = held[0][0].start if held else None
    out = is_out(facts.changes, on)
    return activity(
        replace(facts, stage=stage, stage_since=since, migration_finished=out), on, policy
    )
