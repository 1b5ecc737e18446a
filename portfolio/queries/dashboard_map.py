"""Health and value of every product: the map, and the table that holds the same numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, F, FilteredRelation, Q
from django.db.models.functions import Floor, Least
from django.utils.safestring import SafeString

from portfolio.kernel.charts import Field, MapPoint, density, health_value_map
from portfolio.kernel.marks import delta_mark, stage_mark
from portfolio.kernel.passports import Passport
from portfolio.queries.addresses import pattern
from portfolio.queries.dashboard_figures import Scope
from portfolio.queries.filtering import listed
from portfolio.queries.score_figures import score_figures
from portfolio.values import ScoreKind

MOST: Final = 300
"""More marks than this cannot be told apart; the map then counts fields of ten by ten points."""


@dataclass(frozen=True)
class MapRow:
    """One product of the table; `scores` are value, health, and health last quarter."""

    name: str
    url: str
    stage: SafeString
    value: Passport
    health: Passport
    change: SafeString
    scores: tuple[Decimal, Decimal, Decimal | None]


@dataclass(frozen=True)
class PortfolioMap:
    """The drawing, or the rows of its table; `listed_url` opens exactly these products."""

    chart: SafeString | str
    rows: list[MapRow]
    count: int
    listed_url: str
    is_counted: bool


def map_of(scope: Scope, count: int, as_table: bool) -> PortfolioMap:
    """The products with both scores, `count` of them. One statement."""
    wanted = scope.products.having(health="known", value="known")
    url = wanted.url(scope.moment)
    rows = listed(scope.moment, wanted, scope.policy, scope.person)
    if count > MOST:
        return PortfolioMap(_counted(scope, rows), [], count, url, True)
    found = _points(scope, rows)
    if as_table:
        return PortfolioMap("", _table(scope, found), count, url, False)
    return PortfolioMap(_drawn(scope, found) if found else "", [], count, url, False)


def _points(scope: Scope, rows: Any) -> list[dict[str, Any]]:
    earlier = scope.moment.quarter.previous().start
    with_before = rows.alias(
        earlier=FilteredRelation(
            "product__scores", condition=Q(product__scores__quarter_start=earlier)
        )
    )
    return list(
        with_before.annotate(health_before=F("earlier__health"), value_before=F("earlier__value"))
        .order_by("product__name", "pk")
        .values(
            "product__name", "product__slug", "product__daily_users", "stage", "owner_id",
            "health", "value", "health_before", "value_before",
        )
    )  # fmt: skip


def _drawn(scope: Scope, found: list[dict[str, Any]]) -> SafeString:
    url = pattern("portfolio:product-detail", scope.moment)
    most = max((row["product__daily_users"] or 0 for row in found), default=0) or 1
    points = [
        MapPoint(
            name=row["product__name"],
            url=url(row["product__slug"]),
            value=row["value"],
            health=row["health"],
            stage=row["stage"],
            has_owner=row["owner_id"] is not None,
            size=(row["product__daily_users"] or 0) / most,
            value_before=row["value_before"],
            health_before=row["health_before"],
        )
        for row in found
    ]
    cut = (float(scope.policy.map_value), float(scope.policy.map_health))
    return health_value_map(points, cut=cut)


def _table(scope: Scope, found: list[dict[str, Any]]) -> list[MapRow]:
    url = pattern("portfolio:product-detail", scope.moment)
    figure = score_figures(scope.moment, scope.policy)
    return [
        MapRow(
            name=row["product__name"],
            url=url(row["product__slug"]),
            stage=stage_mark(row["stage"]),
            value=figure(ScoreKind.VALUE, row),
            health=figure(ScoreKind.HEALTH, row),
            change=delta_mark(row["health"], row["health_before"], places=0),
            scores=(row["value"], row["health"], row["health_before"]),
        )
        for row in found
    ]


def _counted(scope: Scope, rows: Any) -> SafeString:
    """Counts per field of ten points; a score of 100 lies in the field from 90."""
    fields = rows.annotate(
        across=Least(Floor(F("value") / 10), Decimal(9)),
        up=Least(Floor(F("health") / 10), Decimal(9)),
    )
    counted = fields.order_by().values("across", "up").annotate(count=Count("pk"))
    wanted = scope.products
    return density(
        [
            Field(
                int(row["across"]) * 10,
                int(row["up"]) * 10,
                row["count"],
                wanted.having(field=f"{int(row['across'])}-{int(row['up'])}").url(scope.moment),
            )
            for row in counted
        ]
    )
