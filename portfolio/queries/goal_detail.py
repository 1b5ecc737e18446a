"""One goal as a tree: its objectives of the quarter, their key results, the items behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from metrics.calculations.objectives import roll_up
from metrics.models import GoalContribution, StrategicGoal
from metrics.queries.progress import readings_of
from metrics.queries.progress_passports import goal_passport
from metrics.values.objectives import Part
from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.queries.addresses import page, pattern
from portfolio.queries.goal_items import items_moving
from portfolio.queries.goal_lines import Addresses, ObjectiveLine, bar_of, objective_line
from portfolio.queries.goal_list import PER_PAGE, objectives_in
from portfolio.queries.product_filters import Link
from portfolio.queries.product_head import Action


@dataclass(frozen=True)
class GoalDetailPage:
    """Ready values for `portfolio/goal_detail.html`."""

    goal: StrategicGoal
    goals_url: str
    since: str
    closed: str
    quarter: str
    passport: Mapping[str, Any]
    bar: Any
    objectives: Sequence[ObjectiveLine]
    pager: Page[Any]
    products: Sequence[Link]
    actions: Sequence[Action]


def goal_detail_page(slug: str, moment: Moment, person: Person, number: str) -> GoalDetailPage:
    """The goal at the moment. Raises `NotFound` where there is none, or was none yet."""
    goal = StrategicGoal.objects.filter(slug=slug, opened_on__lte=moment.on).first()
    if goal is None:
        raise NotFound("There is no such goal at this moment.", code="no_goal")
    readings = readings_of(objectives_in(moment).filter(goal=goal), moment.on)
    total = roll_up(Part(one.row.title, one.progress) for one in readings)
    pager = Paginator(readings, PER_PAGE).get_page(number)
    shown = list(pager)
    items = items_moving([one.row.pk for each in shown for one in each.results], moment)
    to = Addresses.at(moment)
    is_closed = goal.closed_on is not None and goal.closed_on <= moment.on
    return GoalDetailPage(
        goal=goal,
        goals_url=page("portfolio:goal-list", moment),
        since=day(goal.opened_on),
        closed=day(goal.closed_on) if is_closed else "",
        quarter=moment.quarter.label,
        passport=goal_passport(total, day(moment.on)),
        bar=bar_of(total.progress),
        objectives=[objective_line(one, to, items) for one in shown],
        pager=pager,
        products=_products(goal, moment),
        actions=_actions(goal, moment, person) if not is_closed else [],
    )


def _products(goal: StrategicGoal, moment: Moment) -> list[Link]:
    url = pattern("portfolio:product-detail", moment)
    rows = GoalContribution.objects.on(moment.on).filter(goal=goal).order_by("product__name")
    named = rows.values_list("product__name", "product__slug")
    return [Link(name, url(slug)) for name, slug in named]


def _actions(goal: StrategicGoal, moment: Moment, person: Person) -> list[Action]:
    if moment.is_past or not is_leadership(person):
        return []
    write = f"{page('metrics:portfolio-objective-create')}?goal={goal.pk}"
    return [
        Action("No longer pursue", pattern("metrics:goal-closure")(goal.slug)),
        Action("Edit", pattern("metrics:goal-edit")(goal.slug)),
        Action("New objective", write, is_primary=True),
    ]
