"""Health and value of a product: weighted mean attainment with coverage (DOMAIN 7)."""

from collections.abc import Sequence
from decimal import Decimal

from metrics.values import Contribution, MetricPolicy, Score, Scored
from portfolio.kernel.numbers import EXACT, HUNDRED, ZERO, ratio, rounded, total

SCORE_PLACES = 1
COVERAGE_PLACES = 4
SAFE_PLACES = 12


def score(metrics: Sequence[Scored], policy: MetricPolicy) -> Score:
    """The score of the metrics of one level.

    Stale and missing metrics don't count. Under `policy.minimum_coverage` of the weight covered
    there is no number; exactly at it there is. Contributions are given either way.
    """
    weight = total(metric.weight for metric in metrics)
    covered = total(metric.weight for metric in metrics if metric.assessment.status.counts)
    coverage = ratio(covered, weight)
    contributions = tuple(_contribution(metric, covered) for metric in metrics)
    value = None
    if coverage is not None and covered > ZERO and coverage >= policy.minimum_coverage:
        value = _weighted_mean(metrics, covered)
    return Score(
        value=value,
        coverage=None if coverage is None else rounded(coverage, COVERAGE_PLACES),
        contributions=contributions,
    )


def _weighted_mean(metrics: Sequence[Scored], covered: Decimal) -> Decimal:
    """In hundredths. Divided once, and freed of what divisions left in the fiftieth digit before
    the half is rounded, so that 62.25 is 62.3 however its parts were cut."""
    attained = total(
        EXACT.multiply(metric.weight, metric.assessment.attainment)
        for metric in metrics
        if metric.assessment.status.counts and metric.assessment.attainment is not None
    )
    exact = EXACT.divide(EXACT.multiply(attained, HUNDRED), covered)
    return rounded(rounded(exact, SAFE_PLACES), SCORE_PLACES)


def _contribution(metric: Scored, covered: Decimal) -> Contribution:
    """Its weight's share of the 100 points to be had, times its attainment."""
    attained = metric.assessment.attainment
    if attained is None or not metric.assessment.status.counts:
        return Contribution(metric.key, metric.weight, None, None)
    possible = EXACT.divide(EXACT.multiply(metric.weight, HUNDRED), covered)
    return Contribution(metric.key, metric.weight, EXACT.multiply(possible, attained), possible)
