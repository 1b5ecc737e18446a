"""The products of a cluster as rows, and who takes how much of the open work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from portfolio.kernel.charts import share, spark
from portfolio.kernel.marks import stage_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.passports import Passport
from portfolio.queries.addresses import pattern
from portfolio.queries.items import OpenCounts, OpenWork
from portfolio.queries.score_figures import score_figures
from portfolio.values import PortfolioPolicy, ScoreKind


@dataclass(frozen=True)
class MemberRow:
    """One product of the cluster."""

    name: str
    url: str
    stage: SafeString
    spark: SafeString
    health: Passport
    value: Passport
    items: int


def member_rows(
    products: Sequence[Mapping[str, Any]],
    open_by: Mapping[int, OpenCounts],
    moment: Moment,
    policy: PortfolioPolicy,
) -> list[MemberRow]:
    url = pattern("portfolio:product-detail", moment)
    figure, none = score_figures(moment, policy), OpenCounts()
    return [
        MemberRow(
            name=one["product__name"],
            url=url(one["product__slug"]),
            stage=stage_mark(one["stage"] or ""),
            spark=health_spark(one, moment, policy),
            health=figure(ScoreKind.HEALTH, one),
            value=figure(ScoreKind.VALUE, one),
            items=open_by.get(one["product_id"], none).items,
        )
        for one in products
    ]


def health_spark(row: Mapping[str, Any], moment: Moment, policy: PortfolioPolicy) -> SafeString:
    """Health over eight quarters, gaps kept."""
    known = {one["start"]: one["health"] for one in row["scores"]}
    values = [known.get(quarter.start.isoformat()) for quarter in moment.quarter.trailing(8)]
    status = policy.band(row["health"]).value
    return spark(values, status=status, width=72, height=22)


def share_of(products: Sequence[Mapping[str, Any]], work: OpenWork) -> SafeString | str:
    """How much of the open work each product takes: points, or items where one has none."""
    if not work.items:
        return ""
    by_points = not work.unestimated
    amounts = {
        product_id: counts.points if by_points else counts.items
        for product_id, counts in work.by_product.items()
    }
    parts = [(one["product__name"], amounts.get(one["product_id"], 0)) for one in products]
    known = [(name, amount) for name, amount in parts if amount]
    return share(sorted(known, key=lambda part: -part[1]), total=sum(amounts.values()))
