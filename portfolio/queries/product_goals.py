"""The screen of a product that says what it is for: three answers, goals, objectives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from metrics.queries import histories_of
from metrics.queries.progress import readings_of
from metrics.queries.purposes import PurposePage, purpose_page
from people.models import Person
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import pattern
from portfolio.queries.goal_left import left_over
from portfolio.queries.goal_lines import Addresses, ObjectiveLine, objective_line
from portfolio.queries.goal_list import objectives_in
from portfolio.queries.product_detail import score_passports
from portfolio.queries.product_filters import Link
from portfolio.queries.product_head import ProductHead, product_head
from portfolio.queries.product_row import product_row
from portfolio.queries.score_facts import versions_of
from portfolio.values import PortfolioPolicy
from products.models import Product
from products.permissions import edits_product
from products.values import Stage

QUESTIONS: Final = {
    "why": "Why does it exist?",
    "contribution": "How does it contribute to the organisation’s goals?",
    "choice": "Would its users choose it if they could?",
}


@dataclass(frozen=True)
class ProductGoalsPage:
    """Ready values for `portfolio/product_goals.html`."""

    head: ProductHead
    quarter: str
    answers: Sequence[tuple[str, str]]
    is_answered: bool
    said: str
    goals: Sequence[Link]
    objectives: Sequence[ObjectiveLine]
    left: Sequence[Link]
    answer_url: str
    objective_url: str


def product_goals_page(slug: str, moment: Moment, person: Person) -> ProductGoalsPage:
    """The product at the moment. Raises `NotFound` for one that is not there, or was not yet."""
    row = product_row(slug, moment)
    versions = versions_of(moment)
    policy = PortfolioPolicy.from_thresholds(versions[moment.on].thresholds)
    measured = histories_of([row["product_id"]], moment.on)[row["product_id"]]
    scores = score_passports(measured, moment, versions, slug)
    purpose = purpose_page(Product(pk=row["product_id"]), moment.on)
    to, mine = Addresses.at(moment), _of(row)
    goal_url = pattern("portfolio:goal-detail", moment)
    edits = _may_edit(row, moment, person)
    readings = readings_of(objectives_in(moment).filter(mine), moment.on)
    return ProductGoalsPage(
        head=product_head(row, scores, policy, moment, person, "goals"),
        quarter=moment.quarter.label,
        answers=[(words, purpose.answers[name]) for name, words in QUESTIONS.items()],
        is_answered=purpose.is_answered,
        said=_said(purpose, moment),
        goals=[Link(goal.name, goal_url(goal.slug)) for goal in purpose.goals],
        objectives=[objective_line(one, to) for one in readings],
        left=left_over(mine, moment) if edits else [],
        answer_url=pattern("metrics:purpose")(slug) if edits else "",
        objective_url=pattern("metrics:product-objective-create")(slug) if edits else "",
    )


def _of(row: Mapping[str, Any]) -> Q:
    """Objectives of the product itself and of the cluster it is in."""
    return Q(product_id=row["product_id"]) | Q(cluster_id=row["cluster_id"])


def _may_edit(row: Mapping[str, Any], moment: Moment, person: Person) -> bool:
    if moment.is_past or row["stage"] == Stage.RETIRED:
        return False
    return bool(edits_product(person, row["cluster_id"]))


def _said(purpose: PurposePage, moment: Moment) -> str:
    if purpose.since is None:
        return ""
    by = f" by {purpose.said_by}" if purpose.said_by else ""
    return f"answered on {day(purpose.since, moment.on)}{by}"
