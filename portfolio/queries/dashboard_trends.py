"""Small multiples: figures of the strip over eight quarters."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.safestring import SafeString

from portfolio.kernel.charts import trend
from portfolio.kernel.marks import day
from portfolio.kernel.numbers import rounded, shown
from portfolio.kernel.passports import Passport
from portfolio.queries.dashboard_figures import Scope, Trend
from portfolio.queries.trends import QuarterFigures
from portfolio.values import Band

MEAN: Final = "The mean health score of the products that have one, at the end of each quarter."
ON_TARGET: Final = "Products whose health score is the good one of the policy or more."
LIVE: Final = "Products that are not retired."
OWNED: Final = "Clusters with an accountable owner, in hundredths of all clusters."
STALE: Final = "Products with a metric whose newest measurement is older than 1.5 cadences."


@dataclass(frozen=True)
class TrendFigure:
    """One small multiple; `slug` names its file, `points` are the numbers drawn."""

    slug: str
    label: str
    url: str
    chart: SafeString
    passport: Passport
    points: tuple[tuple[str, Decimal | int | None], ...]


@dataclass(frozen=True)
class Series:
    """One series to draw: `field` of each quarter’s figures, with a goal where there is one."""

    label: str
    field: str
    url: str
    definition: str
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
            slug=one.field.replace("_", "-"),
            label=one.label,
            url=one.url,
            chart=trend(one.values(found), labels, target=one.goal, unit=one.unit, width=206),
            passport=_passport(one, labels, found, scope),
            points=tuple(zip(labels, one.values(found), strict=True)),
        )
        for one in _series(scope)
    ]


def _passport(
    one: Series, labels: list[str], found: list[QuarterFigures], scope: Scope
) -> Passport:
    """The number of each quarter; all by the policy of the moment, so that they compare."""
    numbers = [
        (label, "–" if value is None else f"{shown(rounded(Decimal(value), 1))}{one.unit}")
        for label, value in zip(labels, one.values(found), strict=True)
    ]
    return Passport(
        shown=one.label,
        definition=one.definition,
        rows=numbers,
        policy=f"version {scope.version.number} for every quarter",
        fresh=f"as of {day(scope.moment.on)}",
        url=one.url,
    )


def _series(scope: Scope) -> list[Series]:
    products, moment = scope.products, scope.moment
    scored = products.having(health="known").url(moment)
    on_target = products.having(health=Band.ON_TARGET).url(moment)
    stale = products.having(metrics="stale").url(moment)
    clusters = scope.clusters.url(moment)
    return [
        Series("Mean health", "mean_health", scored, MEAN, goal=scope.policy.health_good),
        Series("Products on target", "on_target", on_target, ON_TARGET),
        Series("Products", "products", products.url(moment), LIVE),
        Series("Clusters with an owner", "owned_share", clusters, OWNED, "%", Decimal(100)),
        Series("Products with stale metrics", "with_stale", stale, STALE, goal=Decimal(0)),
    ]
