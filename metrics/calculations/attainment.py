"""How good a value is, and how a metric stands on a date (DOMAIN 7)."""

from datetime import date
from decimal import Decimal

from metrics.values import Assessment, Cadence, Direction, MetricPolicy, Status, Target
from portfolio.kernel.numbers import EXACT, ONE, ZERO, clamp, shown
from portfolio.kernel.words import counted


def attainment(value: Decimal, target: Target) -> Decimal:
    """(v − F) ÷ (T − F), held to 0 to 1; within a range 1, falling to 0 at the floor on its side.

    Where target and floor coincide there is nothing to divide by: 1 as good as the target, else 0.
    """
    goal, _, floor = _lines_beside(value, target)
    if _as_good(value, goal, target):
        return ONE
    if goal == floor:
        return ZERO
    reached = EXACT.divide(EXACT.subtract(value, floor), EXACT.subtract(goal, floor))
    return clamp(reached)


def judged(value: Decimal, target: Target) -> Status:
    """On target as good as T, at risk as good as W, off target when worse than W."""
    goal, warning, _ = _lines_beside(value, target)
    if _as_good(value, goal, target):
        return Status.ON_TARGET
    if _as_good(value, warning, target):
        return Status.AT_RISK
    return Status.OFF_TARGET


def worse_than_warning(value: Decimal, target: Target) -> bool:
    """Whether the value is beyond the warning line; on the line it is not yet."""
    return judged(value, target) is Status.OFF_TARGET


def stale_after_days(cadence: Cadence, policy: MetricPolicy) -> Decimal:
    """The age in days above which the newest measurement is stale."""
    return EXACT.multiply(policy.stale_after_cadences, Decimal(cadence.days))


def assess(
    value: Decimal | None,
    newest_on: date | None,
    target: Target | None,
    cadence: Cadence,
    on: date,
    policy: MetricPolicy,
) -> Assessment:
    """How a metric stands at the end of day `on`.

    `value` is its value then (see `summaries.current_value`), `newest_on` the day of its newest
    measurement up to then, `target` the one in force then. Without any of the three there is no
    judgement: no data, with the reason. Raises `ValueError` for a measurement after `on`.
    """
    if newest_on is None or value is None:
        reason = "no measurement yet" if newest_on is None else "its first quarter is not over"
        return Assessment(Status.NO_DATA, None, None, newest_on, None, reason)
    age = (on - newest_on).days
    if age < 0:
        raise ValueError(f"a measurement of {newest_on} is not known on {on}")
    limit = stale_after_days(cadence, policy)
    if Decimal(age) > limit:
        reason = f"newest measurement {counted(age, 'day')} old, stale after {shown(limit)}"
        return Assessment(Status.STALE, value, None, newest_on, age, reason)
    if target is None:
        return Assessment(Status.NO_DATA, value, None, newest_on, age, "no target set")
    return Assessment(judged(value, target), value, attainment(value, target), newest_on, age)


def _lines_beside(value: Decimal, target: Target) -> tuple[Decimal, Decimal, Decimal]:
    """Target, warning and floor on the side of a range where `value` lies."""
    if target.direction is Direction.RANGE and value > target.target:
        return target.upper
    return target.target, target.warning, target.floor


def _as_good(value: Decimal, line: Decimal, target: Target) -> bool:
    """Whether `value` is on the line or on its better side."""
    if target.direction is Direction.HIGHER:
        return value >= line
    if target.direction is Direction.LOWER:
        return value <= line
    return value <= line if value > target.target else value >= line
