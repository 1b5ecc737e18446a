"""Health or value of one product, taken apart by its metrics."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from metrics.queries import histories_of
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import pattern, score_url
from portfolio.queries.product_row import QUARTERS, product_row
from portfolio.queries.score_facts import product_facts, versions_of
from portfolio.queries.score_page import ScorePage, score_page
from portfolio.values import ScoreKind


def product_score_page(slug: str, kind: ScoreKind, moment: Moment) -> ScorePage:
    """The score at the moment. Raises `NotFound` for one that is not there, or was not yet."""
    row = product_row(slug, moment)
    measured = histories_of([row["product_id"]], moment.on)[row["product_id"]]
    facts = product_facts(measured, moment, versions_of(moment))[kind]
    known: dict[str, Any] = {one["start"]: one[kind.value] for one in row["scores"]}
    series = {
        quarter: _number(known.get(quarter.start.isoformat()))
        for quarter in moment.quarter.trailing(QUARTERS)
    }
    here = pattern("portfolio:product-detail", moment)(slug)
    tabs = {one: score_url("product", one, moment)(slug) for one in ScoreKind}
    metric = pattern("metrics:metric-detail", moment, "metric", product=slug)
    return score_page(facts, (row["product__name"], here), series, tabs, metric)


def _number(score: Any) -> Decimal | None:
    return None if score is None else Decimal(str(score))
