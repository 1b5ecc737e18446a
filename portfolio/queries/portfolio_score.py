"""Health or value of the whole portfolio, or of one's own part of it, taken apart by products."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from people.models import Person
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import page, pattern
from portfolio.queries.cluster_score import part_address, score_series
from portfolio.queries.score_facts import ScoreFacts, cluster_facts, versions_of
from portfolio.queries.score_page import ScorePage, score_page
from portfolio.queries.standing import standing
from portfolio.values import LIVING, ScoreKind
from reviews.permissions import clusters_in_sight, limited_to

FIELDS = (
    "product_id", "product__slug", "product__name", "product__daily_users", "stage", "health",
    "value",
)  # fmt: skip


def portfolio_score_page(kind: ScoreKind, moment: Moment, person: Person) -> ScorePage:
    """The score over the products the person sees on the dashboard."""
    sight = clusters_in_sight(person)
    facts = facts_of_portfolio(kind, moment, sight)
    series = score_series(kind, moment, facts, None if sight is None else list(sight))
    tabs = {
        one: pattern("portfolio:portfolio-score", moment, "kind")(one.value) for one in ScoreKind
    }
    of = ("the portfolio", page("portfolio:dashboard", moment))
    return score_page(facts, of, series, tabs, part_address(kind, moment))


def facts_of_portfolio(
    kind: ScoreKind, moment: Moment, sight: Collection[int] | None
) -> ScoreFacts:
    """Told by products: the metrics of thousands would say less, and cost more."""
    products = _products(moment.quarter_before(), sight), _products(moment, sight)
    return cluster_facts(kind, products, {}, moment, versions_of(moment))


def _products(moment: Moment, sight: Collection[int] | None) -> list[dict[str, Any]]:
    rows = standing(moment).filter(Q(stage__in=LIVING), **limited_to(sight, "cluster_id"))
    return list(rows.order_by("product__name", "pk").values(*FIELDS))
