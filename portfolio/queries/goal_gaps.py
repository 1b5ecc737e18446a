"""What leadership looks for: goals no product serves, and living products that serve no goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.utils.safestring import SafeString

from metrics.models import GoalContribution, StrategicGoal
from people.models import Person
from portfolio.kernel.marks import person_mark, stage_mark
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import pattern
from portfolio.queries.goal_list import tabs_of
from portfolio.queries.product_filters import Link
from portfolio.queries.product_head import Tab
from portfolio.queries.standing import standing
from portfolio.values import LIVING

PER_PAGE = 50


@dataclass(frozen=True)
class UnaimedRow:
    """A product that serves no goal."""

    name: str
    url: str
    stage: SafeString
    owner: SafeString


@dataclass(frozen=True)
class GoalGapsPage:
    """Ready values for `portfolio/goal_gaps.html`."""

    tabs: Sequence[Tab]
    goals: Sequence[Link]
    rows: Sequence[UnaimedRow]
    total: int
    living: int
    pager: Page[Any]


def goal_gaps_page(moment: Moment, person: Person, number: str) -> GoalGapsPage:
    """As of the moment, in a constant number of statements."""
    pursued = StrategicGoal.objects.on(moment.on)
    held = GoalContribution.objects.on(moment.on)
    bare = pursued.filter(~Exists(held.filter(goal_id=OuterRef("pk"))))
    living = standing(moment).filter(Q(stage__in=LIVING))
    serves = held.filter(product_id=OuterRef("product_id"), goal__in=pursued)
    unaimed = living.filter(~Exists(serves)).order_by("product__name", "pk")
    fields = ("product__name", "product__slug", "stage", "owner_name")
    pager = Paginator(unaimed.values(*fields), PER_PAGE).get_page(number)
    url, goal_url = (
        pattern("portfolio:product-detail", moment),
        pattern("portfolio:goal-detail", moment),
    )
    return GoalGapsPage(
        tabs=tabs_of(moment, person, "gaps"),
        goals=[Link(one.name, goal_url(one.slug)) for one in bare],
        rows=[
            UnaimedRow(
                row["product__name"],
                url(row["product__slug"]),
                stage_mark(row["stage"]),
                person_mark(row["owner_name"] or ""),
            )
            for row in pager
        ],
        total=pager.paginator.count,
        living=living.count(),
        pager=pager,
    )
