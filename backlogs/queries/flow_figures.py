"""The figures of the flow with where each comes from, and how they went over eight quarters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.safestring import SafeString

from backlogs.calculations.ageing import HOURS_IN_A_DAY
from backlogs.calculations.flow import Flow
from backlogs.queries.flow_doors import Count, Doors
from backlogs.values import OutcomeFilter
from portfolio.kernel.charts import trend
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import EXACT, HUNDRED, shown
from portfolio.kernel.passports import Passport
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted

Flows = Mapping[Quarter, Flow]
NOTHING: Final = "–"
UNITS: Final = {"days": "d"}
"""Shorter units for the pictures; their sentences and the figures have the whole word."""


@dataclass(frozen=True)
class Figure:
    """One figure of the quarter, the items behind it, and a small picture of its quarters."""

    label: str
    passport: Passport
    items: Count
    word: str
    chart: SafeString


@dataclass(frozen=True)
class QuarterRow:
    """All figures of one quarter, as a row of the table that says what the pictures show."""

    label: str
    shipped: Count
    started: Count
    load: Count
    figures: tuple[str, ...]
    without: Count


@dataclass(frozen=True)
class _Kind:
    """What a figure is called, what it means, and how it is read out of a flow."""

    label: str
    definition: str
    formula: str
    value: Callable[[Flow], Decimal | None]
    unit: str = ""
    places: int = 0


def days(hours: Decimal | None) -> Decimal | None:
    """Hours as days."""
    return None if hours is None else EXACT.divide(hours, HOURS_IN_A_DAY)


def _share(flow: Flow) -> Decimal | None:
    return None if flow.efficiency is None else EXACT.multiply(flow.efficiency, HUNDRED)


VELOCITY = _Kind(
    "Velocity",
    "Items shipped in the period. One opened again before the period ended does not count.",
    "items whose last step by the end of the period is shipping, inside the period",
    lambda flow: Decimal(flow.shipped),
)
LOAD = _Kind(
    "Load",
    "Items in progress at the end of the period, those that wait included.",
    "items whose last step by the end of the period is in progress or waiting",
    lambda flow: Decimal(flow.load),
)
WITHOUT_OUTCOME = _Kind(
    "Shipped without an outcome",
    "Shipped improvements, enhancements and investigations that never said what they were to "
    "change, so nobody can say whether they worked.",
    "shipped items of these types without an outcome hypothesis",
    lambda flow: Decimal(flow.without_outcome),
)
KINDS: Final = (
    VELOCITY,
    _Kind(
        "Flow time",
        "How long the shipped items took from their first start to shipping: half were quicker.",
        "median of (shipped − first start); time after opening again counts",
        lambda flow: days(flow.flow_median), "days", 1,
    ),
    _Kind(
        "Flow time, 85 of 100",
        "85 of 100 shipped items took no longer than this from first start to shipping.",
        "85th percentile of (shipped − first start), interpolated",
        lambda flow: days(flow.flow_p85), "days", 1,
    ),
    _Kind(
        "Lead time",
        "How long the shipped items took from being written down to shipping: half were quicker.",
        "median of (shipped − written down)",
        lambda flow: days(flow.lead_median), "days", 1,
    ),
    LOAD,
    _Kind(
        "Efficiency",
        "Of the time shipped items were under way, the share in which somebody could go on.",
        "time in progress ÷ (time in progress + time waiting), whole lives of the shipped items",
        _share, "%",
    ),
    WITHOUT_OUTCOME,
)  # fmt: skip
COUNTED: Final = (VELOCITY, LOAD, WITHOUT_OUTCOME)
"""The figures whose table cells open the items they count."""


def written(kind: _Kind, flow: Flow) -> str:
    """The figure with its unit, a dash where there is nothing to stand on."""
    value = kind.value(flow)
    if value is None:
        return NOTHING
    number = shown(value, kind.places)
    return f"{number}\N{NO-BREAK SPACE}{kind.unit}" if kind.unit else number


def period_of(quarter: Quarter, on: date) -> str:
    """The days a quarter's figures are counted over as of day `on`."""
    return f"{day(quarter.start)} to {day(min(on, quarter.last_day))}"


def figures_of(flows: Flows, moment: Moment, doors: Doors) -> list[Figure]:
    """Every figure of the moment's quarter."""
    flow = flows[moment.quarter]
    shipped = doors.count(flow.shipped, shipped=moment.quarter.slug)
    doors_of = {
        LOAD: doors.count(flow.load, state="doing"),
        WITHOUT_OUTCOME: _without(flow, moment.quarter, doors),
    }
    return [
        Figure(
            label=kind.label,
            passport=_passport(kind, flow, moment),
            items=doors_of.get(kind, shipped),
            word=_word(kind, flow),
            chart=_chart(kind, flows),
        )
        for kind in KINDS
    ]


def _without(flow: Flow, quarter: Quarter, doors: Doors) -> Count:
    lacking = {"shipped": quarter.slug, "outcome": OutcomeFilter.NONE.value}
    return doors.count(flow.without_outcome, quarter, **lacking)


def _word(kind: _Kind, flow: Flow) -> str:
    if kind is LOAD:
        return "under way" if flow.load else "nothing under way"
    if kind is WITHOUT_OUTCOME and flow.without_outcome:
        return f"of {flow.asking} that ought to have one"
    if kind is WITHOUT_OUTCOME:
        return "each says what it was to change" if flow.asking else "none ought to have one"
    return "shipped" if flow.shipped else "nothing shipped"


def _passport(kind: _Kind, flow: Flow, moment: Moment) -> Passport:
    events = (
        f"last step of {counted(flow.load, 'item')} under way"
        if kind is LOAD
        else f"every step of {counted(flow.shipped, 'shipped item')}"
    )
    rows = [("Period", period_of(moment.quarter, moment.on)), ("Events counted", events)]
    if kind is VELOCITY and flow.shipped:
        rows.append(("Effort", f"{counted(flow.points, 'point')}, {flow.unestimated} unestimated"))
    return Passport(written(kind, flow), kind.definition, kind.formula, rows)


def _chart(kind: _Kind, flows: Flows) -> SafeString:
    values: list[Any] = [kind.value(flow) for flow in flows.values()]
    told = ", ".join(f"{quarter.label} {written(kind, flow)}" for quarter, flow in flows.items())
    labels = [quarter.label for quarter in flows]
    unit = UNITS.get(kind.unit, kind.unit)
    return trend(values, labels, unit=unit, label=f"{kind.label}: {told}")


def quarter_rows(flows: Flows, doors: Doors) -> list[QuarterRow]:
    """The table of the quarters, newest first; each count opens its items as of that quarter."""
    return [
        QuarterRow(
            label=quarter.label,
            shipped=doors.count(flow.shipped, quarter, shipped=quarter.slug),
            started=doors.count(flow.started, quarter, started=quarter.slug),
            load=doors.count(flow.load, quarter, state="doing"),
            figures=tuple(written(kind, flow) for kind in KINDS if kind not in COUNTED),
            without=_without(flow, quarter, doors),
        )
        for quarter, flow in reversed(list(flows.items()))
    ]
