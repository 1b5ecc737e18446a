"""The set of metrics a product tracks, and the trend of one of them (DOMAIN 7)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from metrics.calculations.attainment import attainment
from metrics.values import (
    Dimension,
    Direction,
    Finding,
    MetricPolicy,
    Move,
    Target,
    Trend,
    TrendPoint,
)
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted


def check_set(dimensions: Sequence[Dimension], policy: MetricPolicy) -> tuple[Finding, ...]:
    """What to look at in a set of metrics, given the dimension of each: three to five, one of each.

    A product without any metric is one finding, not four.
    """
    count = len(dimensions)
    wanted = f"{policy.fewest} to {policy.most}"
    if count == 0:
        return (Finding("metrics_none", f"tracks no metric yet; {wanted} are expected"),)
    findings: list[Finding] = []
    if count < policy.fewest:
        tracked = counted(count, "metric")
        findings.append(Finding("metrics_too_few", f"tracks {tracked}; {wanted} are expected"))
    if count > policy.most:
        tracked = counted(count, "metric")
        findings.append(Finding("metrics_too_many", f"tracks {tracked}; {wanted} are expected"))
    for dimension in Dimension:
        if dimension not in dimensions:
            sentence = f"no metric speaks for {dimension.label.lower()}"
            findings.append(Finding("metrics_dimension_missing", sentence, dimension))
    return tuple(findings)


def unfit_since(
    spans: Sequence[tuple[Dimension, date, date | None]], day: date, policy: MetricPolicy
) -> date | None:
    """Since when the set has had something to look at without a break, or None when it has not.

    A span is a metric's dimension, the day it was taken up and the first day without it. The time
    begins with the first metric: before it nothing was steered by figures.
    """
    days = {start for _, start, _ in spans} | {end for _, _, end in spans if end is not None}
    since = None
    for change in sorted((one for one in days if one <= day), reverse=True):
        held = [
            dimension
            for dimension, start, end in spans
            if start <= change and (end is None or change < end)
        ]
        if not check_set(held, policy):
            break
        since = change
    return since


def trend(
    values: Mapping[Quarter, Decimal],
    last: Quarter,
    direction: Direction,
    policy: MetricPolicy,
    target: Target | None = None,
) -> Trend:
    """The quarters up to and including `last`, gaps kept, and where the newest value moved.

    The newest value is compared with the one before it, gaps skipped. Within a range better means
    nearer to it, which needs the `target`; without one there is no saying.
    """
    points = tuple(
        TrendPoint(quarter, values.get(quarter)) for quarter in last.trailing(policy.trend_quarters)
    )
    known = [point.value for point in points if point.value is not None]
    if len(known) < 2:
        return Trend(points, None)
    return Trend(points, _moved(known[-2], known[-1], direction, target))


def _moved(
    before: Decimal, after: Decimal, direction: Direction, target: Target | None
) -> Move | None:
    if direction is Direction.RANGE:
        if target is None:
            return None
        before, after = attainment(before, target), attainment(after, target)
    if before == after:
        return Move.SAME
    rose = after > before
    return Move.BETTER if rose == (direction is not Direction.LOWER) else Move.WORSE
