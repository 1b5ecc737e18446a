"""Health or value of a cluster, taken apart by its products, its change by their metrics."""

from __future__ import annotations

from decimal import Decimal

from metrics.queries import histories_of
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.queries.addresses import Pattern, pattern, score_url
from portfolio.queries.cluster_row import cluster_row, products_in
from portfolio.queries.score_facts import ScoreFacts, cluster_facts, versions_of
from portfolio.queries.score_page import ScorePage, score_page
from portfolio.queries.trends import quarter_figures
from portfolio.values import ScoreKind


def cluster_score_page(slug: str, kind: ScoreKind, moment: Moment) -> ScorePage:
    """The score at the moment. Raises `NotFound` where there is none, or was none yet."""
    row = cluster_row(slug, moment)
    facts = facts_of_cluster(row["pk"], kind, moment)
    here = pattern("portfolio:cluster-detail", moment)(slug)
    tabs = {one: score_url("cluster", one, moment)(slug) for one in ScoreKind}
    series = score_series(kind, moment, facts, [row["pk"]])
    return score_page(facts, (row["name"], here), series, tabs, part_address(kind, moment))


def facts_of_cluster(cluster_id: int, kind: ScoreKind, moment: Moment) -> ScoreFacts:
    """The score over the products the cluster had then, told by their metrics."""
    products = products_in(cluster_id, moment.quarter_before()), products_in(cluster_id, moment)
    ids = {row["product_id"] for rows in products for row in rows}
    return cluster_facts(kind, products, histories_of(ids, moment.on), moment, versions_of(moment))


def score_series(
    kind: ScoreKind, moment: Moment, facts: ScoreFacts, cluster_ids: list[int] | None
) -> dict[Quarter, Decimal | None]:
    """The score at the end of each of eight quarters."""
    figures = quarter_figures(moment, facts.policy.thresholds, cluster_ids)
    return {quarter: getattr(one, f"mean_{kind.value}") for quarter, one in figures.items()}


def part_address(kind: ScoreKind, moment: Moment) -> Pattern:
    """The page of a part: the score of a product, or the metric of `product/metric`."""
    product = score_url("product", kind, moment)

    def address(key: str) -> str:
        slug, _, metric = key.partition("/")
        if not metric:
            return product(slug)
        return pattern("metrics:metric-detail", moment, "metric", product=slug)(metric)

    return address
