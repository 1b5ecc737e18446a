"""Metric cards: how each metric of some products stands at a moment, ready to be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.calculations.clock import beside
from metrics.calculations.sets import trend
from metrics.calculations.standing import Standing, product_standing, standing
from metrics.models import Metric
from metrics.queries.histories import MetricRow, histories_of
from metrics.values import (
    Assessment,
    Cadence,
    Dimension,
    Direction,
    Level,
    MetricPolicy,
    Summary,
    Target,
    Trend,
)
from metrics.values.deviations import Acceptance, Beside
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import ONE, brief, with_unit
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from products.models import PolicyVersion
from products.queries import policy_on


@dataclass(frozen=True)
class MetricCard:
    """One metric at a moment.

    `value` is the value it is judged by (the newest quarter that says something), `quarter_value`
    what the moment's own quarter summed up to so far, `previous_value` the quarter before it.
    """

    metric: Metric
    target: Target | None
    assessment: Assessment
    quarter_value: Decimal | None
    previous_value: Decimal | None
    trend: Trend
    beside: Beside

    @property
    def level(self) -> Level:
        """Health or value."""
        return Level(self.metric.level)

    @property
    def dimension(self) -> Dimension:
        """Improvement, operations or support."""
        return Dimension(self.metric.dimension)

    @property
    def direction(self) -> Direction:
        """Which way is better."""
        return Direction(self.metric.direction)

    @property
    def cadence(self) -> Cadence:
        """How often a measurement is expected."""
        return Cadence(self.metric.cadence)

    @property
    def summary(self) -> Summary:
        """How a quarter becomes one value."""
        return Summary(self.metric.summary)

    @property
    def weight(self) -> Decimal:
        """Its weight in the score; without a target 1."""
        return self.target.weight if self.target else ONE

    @property
    def value(self) -> Decimal | None:
        """The value it is judged by."""
        return self.assessment.value

    @property
    def value_text(self) -> str:
        """The value with its unit, or nothing."""
        return written(self.value, self.metric.unit)

    @property
    def target_text(self) -> str:
        """The target in words: `at least 99 %`, `at most 300 ms`, `18 to 22 °C`, or nothing."""
        return target_words(self.target, self.metric.unit)

    @property
    def notes(self) -> list[str]:
        """What stands beside the status: accepted deviation and reaction clock, in words."""
        return beside_words(self.beside, self.metric.unit)


def metric_cards(product_ids: Collection[int], moment: Moment) -> dict[int, list[MetricCard]]:
    """The metrics each product tracked at the moment, in their order.

    A constant number of statements, however many products there are.
    """
    policy = metric_policy_on(moment.on)
    found = histories_of(product_ids, moment.on)
    return {
        product_id: [
            card_of(row, moment, policy) for row in rows if row.history.is_tracked_on(moment.on)
        ]
        for product_id, rows in found.items()
    }


def card_of(row: MetricRow, moment: Moment, policy: MetricPolicy) -> MetricCard:
    """How one metric stands at the moment."""
    history = row.history
    target = history.target_on(moment.on)
    values = {quarter: summed.value for quarter, summed in history.quarters}
    found = standing(history, moment.on, policy)
    return MetricCard(
        metric=row.metric,
        target=target,
        assessment=found,
        quarter_value=values.get(moment.quarter),
        previous_value=values.get(moment.quarter.previous()),
        trend=trend(settled(row, moment), moment.quarter, history.direction, policy, target),
        beside=beside(history, found, moment.on, policy),
    )


def settled(row: MetricRow, moment: Moment) -> dict[Quarter, Decimal]:
    """Values by quarter as a trend shows them: a sum that still grows would look like a fall."""
    return {
        quarter: summed.value
        for quarter, summed in row.history.quarters
        if row.history.summary is not Summary.SUM or quarter.last_day <= moment.on
    }


def standing_of(rows: Iterable[MetricRow], on: date, policy: MetricPolicy) -> Standing:
    """Health and value of one product with their contributions."""
    return product_standing([row.history for row in rows], on, policy)


def metric_policy_on(day: date) -> MetricPolicy:
    """The thresholds of this room in force at the end of `day`."""
    return read_policy(policy_on(day))


def read_policy(version: PolicyVersion) -> MetricPolicy:
    """The thresholds of this room in a policy version."""
    return MetricPolicy.from_thresholds(version.thresholds)


def written(value: Decimal | None, unit: str) -> str:
    """The number with its unit; nothing for no number."""
    return "" if value is None else with_unit(brief(value), unit)


def beside_words(found: Beside, unit: str) -> list[str]:
    """The accepted deviation and the clock, each a line; one function for every status shown."""
    lines = []
    if found.deviation is not None and found.acceptance is not None:
        value, until = written(found.deviation.value, unit), day(found.deviation.agreed_until)
        lines.append(
            {
                Acceptance.ACCEPTED: f"{value} accepted until {until}",
                Acceptance.EXCEEDED: f"worse than the {value} accepted until {until}",
                Acceptance.LAPSED: f"{value} accepted until {until}; lapsed",
            }[found.acceptance]
        )
    if found.clock is not None:
        clock = found.clock
        rest = f"{clock.over} over" if clock.is_over else f"{clock.left} left"
        since = f"off target since {day(clock.since)}"
        lines.append(f"{since}: {counted(clock.days, 'day')} of {clock.allowed}, {rest}")
    return lines


def target_words(target: Target | None, unit: str) -> str:
    """What the target asks for, with the unit."""
    if target is None:
        return ""
    if target.direction is Direction.RANGE:
        return f"{written(target.target, '')} to {written(target.target_upper, unit)}"
    word = "at least" if target.direction is Direction.HIGHER else "at most"
    return f"{word} {written(target.target, unit)}"
