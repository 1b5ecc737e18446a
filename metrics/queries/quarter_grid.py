"""The page around a measuring grid: its periods, filters, hand-ins and the form for a block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from metrics.calculations.columns import columns
from metrics.queries.grid_lines import Grid, grid_of
from metrics.queries.grid_numbers import Period
from metrics.queries.hand_ins import HandInLine, hand_in_lines
from metrics.values import Cadence
from metrics.values.cells import Place, Verdict
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from products.permissions import belonging

SHOWN = {"due": "Due", "overdue": "Overdue"}


@dataclass(frozen=True)
class Chip:
    """A filter or a period: a link, and whether it is the one chosen."""

    label: str
    url: str
    is_on: bool


@dataclass(frozen=True)
class QuarterGridPage:
    """Ready values for `metrics/quarter_grid.html`."""

    grid: Grid
    quarter: str
    before: str
    due_url: str
    title: str
    url: str
    block_url: str
    hint: str
    quarters: list[Chip]
    months: list[Chip]
    filters: list[Chip]
    hand_ins: list[HandInLine]
    starts: list[tuple[int, str]]
    ends: list[tuple[str, list[tuple[str, str]]]]
    has_clusters: bool


def period_at(text: str, month: str, first_month: int, today: date) -> Period:
    """The period an address names. Raises `NotFound` for what is no quarter or has not begun."""
    try:
        quarter = Quarter.parse(text, first_month)
    except ValueError as error:
        raise NotFound("There is no such quarter.", code="not_found") from error
    if quarter.start > today:
        raise NotFound(f"{quarter.label} has not begun.", code="not_found")
    period = Period(quarter, quarter.start, quarter.last_day, today)
    for column in columns(Cadence.MONTH, period.first, period.last, first_month):
        if column.start.isoformat()[:7] == month:
            return replace(period, first=column.start, last=column.end)
    return period


def quarter_grid_page(
    person: Person,
    period: Period,
    verdicts: Mapping[Place, Verdict] | None = None,
    show: str = "",
    asked: tuple[str, str, str] = ("", "", ""),
) -> QuarterGridPage:
    """The grid and what stands around it; `asked` is a hand-in refused: slug, words, note."""
    show = show if show in SHOWN else ""
    grid = grid_of(person, period, verdicts, show)
    url = reverse("metrics:quarter-grid", args=[period.quarter.slug])
    month = period.first.isoformat()[:7] if period.first != period.quarter.start or (
        period.last != period.quarter.last_day) else ""  # fmt: skip
    sheets = [sheet for sheet in grid.sheets if not sheet.is_too_wide]
    lines = [line for sheet in sheets for line in sheet.lines]
    return QuarterGridPage(
        grid=grid,
        quarter=period.quarter.label,
        before=period.quarter.previous().label,
        due_url=reverse("metrics:due-list"),
        title=f"{period.first:%B %Y}" if month else period.quarter.label,
        url=_with(url, month=month, show=show),
        block_url=_with(reverse("metrics:grid-block", args=[period.quarter.slug]), month=month),
        hint=_hint(grid),
        quarters=_quarters(period),
        months=_months(period, url, month),
        filters=_filters(grid, url, month, show),
        hand_ins=hand_in_lines(person, period.quarter, asked),
        starts=[(line.metric.pk, f"{line.product}: {line.metric.name}") for line in lines],
        ends=[
            (sheet.cadence.label, [(one.end.isoformat(), one.name) for one in sheet.columns])
            for sheet in sheets
        ],
        has_clusters=bool(belonging(person).all),
    )


def _hint(grid: Grid) -> str:
    last = grid.period.last
    verb = "due by" if last >= grid.period.today else "were due by"
    return f"{counted(grid.metrics, 'metric')} of your clusters; numbers {verb} {day(last)}."


def _quarters(period: Period) -> list[Chip]:
    current = Quarter.of(period.today, period.quarter.first_month)
    shown = list(current.trailing(4))
    if period.quarter not in shown:
        shown = [period.quarter, *shown[1:]]
    return [
        Chip(one.label, reverse("metrics:quarter-grid", args=[one.slug]), one == period.quarter)
        for one in shown
    ]


def _months(period: Period, url: str, month: str) -> list[Chip]:
    quarter, found = period.quarter, [Chip("Whole quarter", url, not month)]
    for column in columns(Cadence.MONTH, quarter.start, quarter.last_day, quarter.first_month):
        slug = column.start.isoformat()[:7]
        if column.start <= period.today:
            found.append(Chip(column.label, _with(url, month=slug), slug == month))
    return found


def _filters(grid: Grid, url: str, month: str, show: str) -> list[Chip]:
    counts = {"due": grid.due, "overdue": grid.overdue}
    chips = [Chip("All", _with(url, month=month), not show)]
    for key, label in SHOWN.items():
        there = _with(url, month=month, show=key)
        chips.append(Chip(f"{label} {counts[key]}", there, show == key))
    return chips


def _with(url: str, **parts: str) -> str:
    chosen = {name: value for name, value in parts.items() if value}
    return f"{url}?{urlencode(chosen)}" if chosen else url
