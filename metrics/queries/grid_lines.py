"""The measuring grid: a quarter of all metrics a person measures, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from metrics.calculations.clock import beside
from metrics.calculations.columns import Column
from metrics.calculations.standing import standing
from metrics.models import EventFeed, Metric
from metrics.queries.cards import beside_words, metric_policy_on, target_words, written
from metrics.queries.grid_marks import check_of, open_cell, shut_cell, source_note
from metrics.queries.grid_numbers import Period, metrics_in, numbers_of
from metrics.queries.histories import MetricRow, rows_of
from metrics.queries.lines import product_address
from metrics.values import Cadence, MetricPolicy
from metrics.values.cells import Known, Place, Verdict
from people.models import Person
from portfolio.kernel.marks import status_mark
from portfolio.kernel.numbers import EXACT, ONE
from portfolio.kernel.words import counted
from products.permissions import belonging

ORDER = (Cadence.QUARTER, Cadence.MONTH, Cadence.WEEK, Cadence.DAY, Cadence.YEAR)
WIDEST = 31
"""More columns than this no screen holds: daily metrics are filled in month by month."""


@dataclass(frozen=True)
class GridLine:
    """One metric of the grid, ready to be written."""

    metric: Metric
    url: str
    product: str
    product_url: str
    target: str
    before: str
    now: str
    mark: SafeString
    notes: list[str]
    cells: SafeString
    check: SafeString
    due: int
    overdue: int
    asked: int
    filled: int


@dataclass(frozen=True)
class Sheet:
    """The metrics of one cadence, which have their columns in common."""

    cadence: Cadence
    columns: list[Column]
    groups: list[tuple[str, str, list[GridLine]]]
    is_too_wide: bool = False

    @property
    def width(self) -> int:
        """How many columns the table has: name, target, two quarters, status and check besides."""
        return len(self.columns) + 6

    @property
    def lines(self) -> list[GridLine]:
        """All lines from top to bottom."""
        return [line for _, _, lines in self.groups for line in lines]


@dataclass(frozen=True)
class Grid:
    """The sheets, and how many of the numbers asked for so far are there."""

    period: Period
    sheets: list[Sheet]
    filled: int
    asked: int
    due: int
    overdue: int
    metrics: int

    @property
    def share(self) -> Decimal:
        """The share of the numbers asked for that are there, 0 to 1; of none, all are there."""
        return EXACT.divide(Decimal(self.filled), Decimal(self.asked)) if self.asked else ONE


@dataclass(frozen=True)
class _Context:
    """What every line of a grid needs."""

    period: Period
    policy: MetricPolicy
    known: Mapping[Place, Known]
    verdicts: Mapping[Place, Verdict]
    fed: Collection[int]


def grid_of(
    person: Person,
    period: Period,
    verdicts: Mapping[Place, Verdict] | None = None,
    show: str = "",
) -> Grid:
    """The grid of the clusters a person owns or whose team they belong to.

    `verdicts` say what became of cells just sent. `show` is empty, `due` or `overdue`. A constant
    number of statements, however many metrics there are.
    """
    verdicts = verdicts or {}
    metrics = metrics_in(belonging(person).all, period)
    on = min(period.quarter.last_day, period.today)
    context = _Context(
        period=period,
        policy=metric_policy_on(on),
        known=numbers_of(metrics, period.first, period.last),
        verdicts=verdicts,
        fed=set(EventFeed.objects.filter(pk__in=[one.pk for one in metrics]).values_list(
            "pk", flat=True
        )),
    )  # fmt: skip
    asked = {place.metric_id for place in verdicts}
    lines = [
        _line(row, context, on)
        for row in rows_of(metrics, on)
        if period.columns(Cadence(row.metric.cadence))
    ]
    shown = [line for line in lines if not show or getattr(line, show) or line.metric.pk in asked]
    return Grid(
        period=period,
        sheets=_sheets(shown, period),
        filled=sum(line.filled for line in lines),
        asked=sum(line.asked for line in lines),
        due=sum(line.due for line in lines),
        overdue=sum(line.overdue for line in lines),
        metrics=len(lines),
    )


def _sheets(lines: Sequence[GridLine], period: Period) -> list[Sheet]:
    sheets = []
    for cadence in ORDER:
        own = [line for line in lines if line.metric.cadence == cadence.value]
        if not own:
            continue
        columns = period.columns(cadence)
        by_product = groupby(own, key=lambda line: (line.product, line.product_url))
        groups = [(name, url, list(group)) for (name, url), group in by_product]
        sheets.append(Sheet(cadence, columns, groups, len(columns) > WIDEST))
    return sheets


def _line(row: MetricRow, context: _Context, on: date) -> GridLine:
    metric, period = row.metric, context.period
    columns = period.columns(Cadence(metric.cadence))
    places = [Place(metric.pk, column.end) for column in columns]
    expected = {column.end for column in period.expected(metric)}
    over = [place for place in places if place.end in expected and place.end <= period.today]
    empty = [place for place in over if place not in context.known]
    late = _late(row, context.policy)
    verdicts = [context.verdicts[place] for place in places if place in context.verdicts]
    due, overdue = len(empty), sum((period.today - place.end).days > late for place in empty)
    is_fed = metric.pk in context.fed
    found = [context.known[place] for place in places if place in context.known]
    values = {quarter: summed.value for quarter, summed in row.history.quarters}
    judged = standing(row.history, on, context.policy)
    return GridLine(
        metric=metric,
        url=reverse("metrics:metric-detail", args=[metric.product.slug, metric.slug]),
        product=metric.product.name,
        product_url=product_address(metric.product.slug),
        target=target_words(row.history.target_on(on), metric.unit),
        before=written(values.get(period.quarter.previous()), ""),
        now=written(values.get(period.quarter), ""),
        mark=status_mark(judged.status),
        notes=beside_words(beside(row.history, judged, on, context.policy), metric.unit),
        cells=_cells(metric, columns, expected, context, is_fed),
        check=check_of(columns, places, verdicts, _rest(due, overdue, source_note(found, is_fed))),
        due=due,
        overdue=overdue,
        asked=len(over),
        filled=len(over) - due,
    )


def _cells(
    metric: Metric,
    columns: Sequence[Column],
    expected: Collection[date],
    context: _Context,
    is_fed: bool,
) -> SafeString:
    if len(columns) > WIDEST:
        return mark_safe("")
    name, parts = f"{metric.name}, {metric.product.name}", []
    for column in columns:
        place = Place(metric.pk, column.end)
        known = context.known.get(place)
        if is_fed or (column.end not in expected and known is None):
            parts.append(shut_cell(column.label, written(known.value, "") if known else ""))
        else:
            verdict = context.verdicts.get(place)
            parts.append(open_cell(place, column, name, known, verdict))
    return mark_safe("".join(parts))


def _late(row: MetricRow, policy: MetricPolicy) -> Decimal:
    """Days after which a missing number makes the metric stale: half a cadence at 1.5 cadences."""
    return row.history.cadence.days * (policy.stale_after_cadences - 1)


def _rest(due: int, overdue: int, note: str) -> str:
    if overdue:
        return status_mark("risk", f"{counted(overdue, 'number')} overdue")
    if due:
        return status_mark("watch", f"{counted(due, 'number')} due")
    return note
