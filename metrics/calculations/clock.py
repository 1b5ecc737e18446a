"""Since when a metric is off target, and which accepted deviation bears on it (DOMAIN 7)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from metrics.calculations.attainment import judged
from metrics.values import Assessment, Direction, Level, MetricPolicy, Status, Summary, Target
from metrics.values.deviations import Acceptance, Beside, Clock, Deviation
from metrics.values.history import MetricHistory


def beside(
    history: MetricHistory, assessment: Assessment, on: date, policy: MetricPolicy
) -> Beside:
    """What belongs beside the metric's status at the end of day `on`."""
    target = history.target_on(on)
    found = _current(history, on)
    acceptance = None
    if found is not None:
        beyond = _is_beyond(found.value, assessment.value, target)
        acceptance = Acceptance.EXCEEDED if beyond else Acceptance.ACCEPTED
    else:
        found = _lapsed(history, assessment, on)
        acceptance = Acceptance.LAPSED if found else None
    return Beside(acceptance, found, clock(history, assessment, on, policy))


def clock(
    history: MetricHistory, assessment: Assessment, on: date, policy: MetricPolicy
) -> Clock | None:
    """How long the metric has been off target, or None when it is not."""
    if assessment.status is not Status.OFF_TARGET:
        return None
    since = off_target_since(history, on)
    if since is None:
        return None
    is_health = history.level is Level.OPERATIONAL
    allowed = policy.reaction_days_health if is_health else policy.reaction_days_value
    return Clock(since, (on - since).days, allowed)


def off_target_since(history: MetricHistory, on: date) -> date | None:
    """The first day of the unbroken run of quarters off target that reaches to `on`.

    That is the day of the first number of the run's first quarter; a sum is known only when its
    quarter is over, so there it is the quarter's last day; and never before the target it misses
    was in force. A quarter without a number or a target says nothing and does not break the run.
    """
    since = None
    for status, _, began in _verdicts(history, on):
        if status is not Status.OFF_TARGET:
            break
        since = began
    return since


def is_recovering(history: MetricHistory, on: date) -> bool:
    """Whether the newest quarter is better than the one before it, gaps skipped.

    Held against the target of `on`; without one, or with a single quarter, there is no saying.
    """
    target, is_sum = history.target_on(on), history.summary is Summary.SUM
    known = [
        summed.value
        for quarter, summed in history.quarters
        if quarter.start <= on and not (is_sum and quarter.last_day > on)
    ]
    if target is None or len(known) < 2 or known[-1] == known[-2]:
        return False
    return is_as_good(known[-1], known[-2], target)


def is_as_good(value: Decimal, other: Decimal, target: Target) -> bool:
    """Whether `value` is at least as good as `other`; within a range, on the same side of it."""
    if target.direction is Direction.HIGHER:
        return value >= other
    if target.direction is Direction.LOWER:
        return value <= other
    if judged(value, target) is Status.ON_TARGET:
        return True
    below = value < target.target
    if below != (other < target.target):
        return False
    return value >= other if below else value <= other


def _verdicts(history: MetricHistory, on: date) -> Iterator[tuple[Status, date, date]]:
    """Newest first: how each quarter was judged, its newest number, and since when it holds.

    The newest is held against the target of `on`, as the status is; the others against that of
    their last day.
    """
    is_sum, newest = history.summary is Summary.SUM, True
    for quarter, summed in reversed(history.quarters):
        if quarter.start > on or (is_sum and quarter.last_day > on):
            continue
        dated = history.dated_target_on(on if newest else quarter.last_day)
        newest = False
        if dated is None:
            continue
        known_on = quarter.last_day if is_sum else summed.first_on
        yield judged(summed.value, dated.target), summed.last_on, max(known_on, dated.since)


def _current(history: MetricHistory, on: date) -> Deviation | None:
    return next((one for one in history.deviations if one.since <= on < one.until), None)


def _lapsed(history: MetricHistory, assessment: Assessment, on: date) -> Deviation | None:
    """The newest one that is over by itself, while the metric has not been on target since."""
    over = [one for one in history.deviations if one.until <= on]
    if not over or over[-1].was_ended:
        return None
    if assessment.status not in (Status.AT_RISK, Status.OFF_TARGET):
        return None
    newest = over[-1]
    verdicts = _verdicts(history, on)
    back = any(s is Status.ON_TARGET and last_on >= newest.until for s, last_on, _ in verdicts)
    return None if back else newest


def _is_beyond(accepted: Decimal, value: Decimal | None, target: Target | None) -> bool:
    return value is not None and target is not None and not is_as_good(value, accepted, target)
