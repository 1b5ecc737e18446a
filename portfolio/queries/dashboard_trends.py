"""Small multiples: figures of the strip over eight quarters."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from portfolio.kernel.charts import trend
from portfolio.queries.dashboard_figures import Scope, Trend
from portfolio.queries.trends import QuarterFigures
from portfolio.values import Band


@dataclass(frozen=True)
class TrendFigure:
    """One small multiple."""

    label: str
    url: str
    chart: SafeString


@dataclass(frozen=True)
class Series:
    """One series to draw: `field` of each quarter’s figures, with a goal where there is one."""

    label: str
    field: str
    url: str
    unit: str = ""
    goal: Decimal | None = None

    def values(self, quarters: list[QuarterFigures]) -> list[Any]:
        """Its value in each quarter; None where there is none."""
        return [getattr(quarter, self.field) for quarter in quarters]


def trend_figures(quarters: Trend, scope: Scope) -> list[TrendFigure]:
    """Each opens the list of today; the last point is the number of the strip."""
    labels = [quarter.label for quarter in quarters]
    found = list(quarters.values())
    return [
        TrendFigure(
            one.label,
            one.url,
            trend(one.values(found), labels, target=one.goal, unit=one.unit, width=206),
        )
        for one in _series(scope)
    ]


def _series(scope: Scope) -> list[Series]:
    products, moment = scope.products, scope.moment
    scored = products.having(health="known").url(moment)
    on_target = products.having(health=Band.ON_TARGET).url(moment)
    stale = products.having(metrics="stale").url(moment)
    clusters = scope.clusters.url(moment)
    return [
        Series("Mean health", "mean_health", scored, goal=scope.policy.health_good),
        Series("Products on target", "on_target", on_target),
        Series("Products", "products", products.url(moment)),
        Series("Clusters with an owner", "owned_share", clusters, "%", Decimal(100)),
        Series("Products with stale metrics", "with_stale", stale, goal=Decimal(0)),
    ]
