"""Health and value of a product, a cluster, the portfolio: weighted means with coverage (DOMAIN 7).

A product's parts are its metrics, a cluster's and the portfolio's are their products.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from metrics.values import (
    Contribution,
    Member,
    MetricPolicy,
    Score,
    Scored,
    Weighted,
    Weighting,
)
from portfolio.kernel.numbers import EXACT, HUNDRED, ONE, ZERO, ratio, rounded, total

SCORE_PLACES = 1
COVERAGE_PLACES = 4
SAFE_PLACES = 12


def score(metrics: Sequence[Scored], policy: MetricPolicy) -> Score:
    """The score of a product over its metrics of one level.

    Stale and missing metrics don't count. Under `policy.minimum_coverage` of the weight covered
    there is no number; exactly at it there is. Contributions are given either way.
    """
    return weighted_score(
        [
            Weighted(
                metric.key,
                metric.weight,
                metric.assessment.attainment if metric.assessment.status.counts else None,
            )
            for metric in metrics
        ],
        policy,
    )


def combined_score(members: Sequence[Member], policy: MetricPolicy) -> Score:
    """The score of a cluster or of the portfolio over its products.

    A product without a score does not count, but its weight is part of the whole, so the same rule
    of coverage holds.
    """
    weights = member_weights(members, policy.weighting)
    parts = [
        Weighted(member.key, weight, _share(member.score))
        for member, weight in zip(members, weights, strict=True)
    ]
    return weighted_score(parts, policy)


def member_weights(members: Sequence[Member], weighting: Weighting) -> list[Decimal]:
    """What each product weighs: its daily users, or 1 each.

    Where the users of any of them are not known, or nobody uses any, all weigh the same: a guess
    for one would move the share of all others.
    """
    users = [member.users for member in members if member.users is not None]
    if weighting is Weighting.USERS and len(users) == len(members) and sum(users) > 0:
        return [Decimal(count) for count in users]
    return [ONE] * len(members)


def weighted_score(parts: Sequence[Weighted], policy: MetricPolicy) -> Score:
    """The weighted mean of what the parts attained, in hundredths, with coverage."""
    weight = total(part.weight for part in parts)
    covered = total(part.weight for part in parts if part.attained is not None)
    coverage = ratio(covered, weight)
    value = None
    if coverage is not None and covered > ZERO and coverage >= policy.minimum_coverage:
        value = _weighted_mean(parts, covered)
    return Score(
        value=value,
        coverage=None if coverage is None else rounded(coverage, COVERAGE_PLACES),
        contributions=tuple(_contribution(part, covered) for part in parts),
    )


def spread(outer: Score, inner: Mapping[str, Score]) -> Score:
    """The score of a cluster told by the metrics of its products instead of by the products.

    A metric's share is its share in the product's score times the product's share in the
    cluster's. Keys are `product/metric`; a product whose metrics say nothing stands for itself.
    """
    found: list[Contribution] = []
    for member in outer.contributions:
        parts = inner[member.key].contributions if member.key in inner else ()
        known = any(part.possible for part in parts)
        found += [_within(member, part) for part in parts] if known else [member]
    return Score(outer.value, outer.coverage, tuple(found))


def _within(member: Contribution, part: Contribution) -> Contribution:
    key = f"{member.key}/{part.key}"
    if member.possible is None or part.points is None or part.possible is None:
        return Contribution(key, part.weight, None, None)
    share = EXACT.divide(member.possible, HUNDRED)
    points, possible = EXACT.multiply(share, part.points), EXACT.multiply(share, part.possible)
    return Contribution(key, part.weight, points, possible)


def _share(score: Decimal | None) -> Decimal | None:
    return None if score is None else EXACT.divide(score, HUNDRED)


def _weighted_mean(parts: Sequence[Weighted], covered: Decimal) -> Decimal:
    """In hundredths. Divided once, and freed of what divisions left in the fiftieth digit before
    the half is rounded, so that 62.25 is 62.3 however its parts were cut."""
    attained = total(
        EXACT.multiply(part.weight, part.attained) for part in parts if part.attained is not None
    )
    exact = EXACT.divide(EXACT.multiply(attained, HUNDRED), covered)
    return rounded(rounded(exact, SAFE_PLACES), SCORE_PLACES)


def _contribution(part: Weighted, covered: Decimal) -> Contribution:
    """Its weight's share of the 100 points to be had, times what it attained."""
    if part.attained is None or covered.is_zero():
        return Contribution(part.key, part.weight, None, None)
    possible = EXACT.divide(EXACT.multiply(part.weight, HUNDRED), covered)
    return Contribution(part.key, part.weight, EXACT.multiply(possible, part.attained), possible)
