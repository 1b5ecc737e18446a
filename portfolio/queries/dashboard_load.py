"""The heaviest loads, in squares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from portfolio.kernel.charts import slots
from portfolio.kernel.marks import status_mark
from portfolio.queries.addresses import pattern
from portfolio.queries.dashboard_figures import Scope
from reviews.values import LoadCount, LoadPolicy

MOST_OWNERS: Final = 7


@dataclass(frozen=True)
class LoadRow:
    """One owner's load."""

    name: str
    url: str
    slots: SafeString
    level: SafeString
    active: int
    stable: int


def load_rows(loads: Mapping[int, LoadCount], scope: Scope) -> list[LoadRow]:
    """The heaviest loads first."""
    heavy = sorted(
        loads.items(),
        key=lambda one: (-one[1].level.rank, -one[1].active, -one[1].stable, one[0]),
    )[:MOST_OWNERS]
    limits = LoadPolicy.from_thresholds(scope.version.thresholds)
    url = pattern("reviews:owner-detail", scope.moment)
    return [
        LoadRow(
            name=load.name,
            url=url(load.slug),
            slots=slots(
                load.active,
                load.stable,
                active_limit=limits.active_ceiling,
                stable_limit=limits.stable_ceiling,
            ),
            level=status_mark(load.level.value),
            active=load.active,
            stable=load.stable,
        )
        for _, load in heavy
    ]
