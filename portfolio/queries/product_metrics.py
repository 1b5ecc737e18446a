"""The metrics of a product as rows of a table: trend, value, bullet, target, standing, reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from metrics.queries import MetricCard
from metrics.values import Direction, Move, Status
from portfolio.kernel.charts import Lines, bullet, spark
from portfolio.kernel.marks import status_mark
from portfolio.kernel.numbers import brief, shown, with_unit
from portfolio.kernel.passports import Passport
from portfolio.kernel.words import counted
from portfolio.queries.addresses import Pattern

MOVES = {Move.BETTER: "better than before", Move.WORSE: "worse than before", Move.SAME: "unchanged"}


@dataclass(frozen=True)
class MetricCells:
    """One metric, every cell ready; `now` is None where nothing was measured."""

    name: str
    url: str
    group: str
    spark: SafeString
    now: Passport | None
    bullet: SafeString
    target: str
    standing: SafeString
    reason: str
    notes: list[str]
    is_north_star: bool


def metric_cells(card: MetricCard, url: Pattern) -> MetricCells:
    """The row of one metric."""
    metric, status = card.metric, card.assessment.status.value
    lines = lines_of(card)
    return MetricCells(
        name=metric.name,
        url=url(metric.slug),
        group=", ".join(part for part in (card.dimension.label, metric.unit) if part),
        spark=spark(
            [point.value for point in card.trend.points],
            target=lines.target,
            status=status,
            unit=metric.unit,
        ),
        now=Passport(card.value_text, url=url(metric.slug)) if card.value_text else None,
        bullet=bullet(
            card.value,
            lines,
            previous=card.previous_value,
            status=status,
            unit=metric.unit,
            width=150,
        ),
        target=goal_of(card),
        standing=status_mark(status),
        reason=reason_of(card),
        notes=card.notes,
        is_north_star=metric.is_north_star,
    )


def lines_of(card: MetricCard) -> Lines:
    """What the bullet draws; without a target nothing but the axis."""
    target = card.target
    if target is None:
        return Lines(None, direction=card.direction.value)
    return Lines(
        target.target,
        target.warning,
        target.floor,
        card.direction.value,
        target.target_upper,
        target.warning_upper,
        target.floor_upper,
    )


def goal_of(card: MetricCard) -> str:
    """`≥ 14`, `≤ 4`, `18–22`; the unit stands under the name."""
    target = card.target
    if target is None:
        return ""
    if card.direction is Direction.RANGE:
        return f"{shown(target.target)}–{shown(target.upper[0])}"
    return f"{'≤' if card.direction is Direction.LOWER else '≥'} {shown(target.target)}"


def reason_of(card: MetricCard) -> str:
    """One line under the status: how far off, or why there is no judgement, or the movement."""
    if card.assessment.reason:
        return card.assessment.reason
    if card.value is not None and card.target and card.assessment.status is not Status.ON_TARGET:
        return _distance(card.value, card)
    return MOVES.get(card.trend.move, "") if card.trend.move else ""


def _distance(value: Decimal, card: MetricCard) -> str:
    """How far the value is from its target, in the metric's unit."""
    target = card.target
    assert target is not None  # the caller asked
    goal = target.target
    if card.direction is Direction.RANGE and value > goal:
        goal = target.upper[0]
    word = "short" if value < goal else "over"
    return f"{with_unit(brief(abs(value - goal)), card.metric.unit)} {word}"


def summary_note(cards: list[MetricCard]) -> str:
    """`5 chosen, 2 on target`."""
    on_target = sum(card.assessment.status is Status.ON_TARGET for card in cards)
    words = f"{on_target} on target" if on_target else "none on target"
    return f"{counted(len(cards), 'metric')} chosen, {words}"
