"""The goals page: each goal with what the quarter does for it, every objective, and the gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from metrics.calculations.objectives import roll_up
from metrics.models import GoalContribution, Objective, StrategicGoal
from metrics.queries.progress import ObjectiveReading, readings_of
from metrics.queries.progress_passports import goal_passport
from metrics.values.objectives import ObjectiveLevel, Part
from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from portfolio.queries.addresses import page, pattern
from portfolio.queries.goal_left import left_over
from portfolio.queries.goal_lines import Addresses, ObjectiveLine, bar_of, objective_line
from portfolio.queries.product_filters import Link
from portfolio.queries.product_head import Action, Tab

SHOWN: Final = 4
PER_PAGE: Final = 20
TABS: Final = {"": "Goals", "objectives": "All objectives", "gaps": "Gaps"}


@dataclass(frozen=True)
class GoalLine:
    """One goal in the quarter: its progress, what serves it, its first objectives."""

    name: str
    url: str
    sentence: str
    passport: Mapping[str, Any]
    bar: Any
    served_by: str
    objectives: Sequence[ObjectiveLine]
    more: str


@dataclass(frozen=True)
class GoalListPage:
    """Ready values for `portfolio/goal_list.html`; only the current tab's lists are filled."""

    tab: str
    tabs: Sequence[Tab]
    quarter: str
    actions: Sequence[Action]
    goals: Sequence[GoalLine] = ()
    without_goal: str = ""
    left: Sequence[Link] = ()
    objectives_url: str = ""
    objectives: Sequence[ObjectiveLine] = ()
    pager: Page[Any] | None = field(default=None)


def goal_list_page(moment: Moment, person: Person, tab: str, number: str) -> GoalListPage:
    """Goals pursued at the moment and the objectives of its quarter, or all its objectives."""
    url = page("portfolio:goal-list", moment)
    base = GoalListPage(
        tab=tab,
        tabs=tabs_of(moment, person, tab),
        quarter=moment.quarter.label,
        actions=_actions(moment, person),
    )
    rows, to = objectives_in(moment), Addresses.at(moment)
    if tab == "objectives":
        pager = Paginator(rows, PER_PAGE).get_page(number)
        lines = [objective_line(one, to) for one in readings_of(pager, moment.on)]
        return _with(base, objectives=lines, pager=pager)
    readings = readings_of(rows, moment.on)
    loose = sum(one.row.goal_id is None for one in readings)
    words = f"{counted(loose, 'objective')} of {moment.quarter.label} without a goal"
    sign = "&" if "?" in url else "?"
    return _with(
        base,
        goals=_goals(readings, moment, to),
        without_goal=words if loose else "",
        left=left_over(Q(level=ObjectiveLevel.PORTFOLIO), moment) if base.actions else [],
        objectives_url=f"{url}{sign}tab=objectives",
    )


def objectives_in(moment: Moment) -> QuerySet[Objective]:
    """The objectives of the moment's quarter that stood then, the portfolio's own first."""
    order = {ObjectiveLevel.PORTFOLIO: 0, ObjectiveLevel.CLUSTER: 1, ObjectiveLevel.PRODUCT: 2}
    rank = Case(
        *(When(level=level, then=Value(place)) for level, place in order.items()),
        output_field=IntegerField(),
    )
    rows = Objective.objects.on(moment.on).filter(quarter_start=moment.quarter.start)
    return rows.select_related("cluster", "product", "goal").order_by(rank, "pk")


def tabs_of(moment: Moment, person: Person, current: str) -> list[Tab]:
    """Goals and objectives for everybody; the gaps for leadership."""
    url = page("portfolio:goal-list", moment)
    sign = "&" if "?" in url else "?"
    names = [name for name in TABS if name != "gaps" or is_leadership(person)]
    return [
        Tab(TABS[name], f"{url}{sign}tab={name}" if name else url, name == current)
        for name in names
    ]


def _goals(readings: Sequence[ObjectiveReading], moment: Moment, to: Addresses) -> list[GoalLine]:
    of: dict[int | None, list[ObjectiveReading]] = defaultdict(list)
    for one in readings:
        of[one.row.goal_id].append(one)
    served = serving(moment)
    url = pattern("portfolio:goal-detail", moment)
    return [
        goal_line(goal, of[goal.pk], served.get(goal.pk, 0), url(goal.slug), moment, to)
        for goal in StrategicGoal.objects.on(moment.on)
    ]


def goal_line(
    goal: StrategicGoal,
    readings: Sequence[ObjectiveReading],
    served: int,
    url: str,
    moment: Moment,
    to: Addresses,
) -> GoalLine:
    """One goal with the first of its objectives."""
    total = roll_up(Part(one.row.title, one.progress) for one in readings)
    rest = len(readings) - SHOWN
    return GoalLine(
        name=goal.name,
        url=url,
        sentence=goal.sentence,
        passport=goal_passport(total, day(moment.on)),
        bar=bar_of(total.progress),
        served_by=f"{counted(len(readings), 'objective')}, {counted(served, 'product')}",
        objectives=[objective_line(one, to) for one in readings[:SHOWN]],
        more=f"{counted(rest, 'more objective')}" if rest > 0 else "",
    )


def serving(moment: Moment) -> dict[int, int]:
    """Goal → how many products said at the moment that they serve it."""
    rows = GoalContribution.objects.on(moment.on).values("goal_id").annotate(count=Count("pk"))
    return dict(rows.filter(Q(count__gt=0)).values_list("goal_id", "count"))


def _actions(moment: Moment, person: Person) -> list[Action]:
    if moment.is_past or not is_leadership(person):
        return []
    return [
        Action("New objective", page("metrics:portfolio-objective-create")),
        Action("New goal", page("metrics:goal-create"), is_primary=True),
    ]


def _with(base: GoalListPage, **values: Any) -> GoalListPage:
    return GoalListPage(**{**vars(base), **values})
