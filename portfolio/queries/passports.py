"""The passport of a score: formula with the values put in, and what moved it since last quarter."""

from __future__ import annotations

from decimal import Decimal

from metrics.queries.cards import read_policy
from metrics.values import ChangePart, Contribution, Score, Weighting
from portfolio.kernel.marks import day
from portfolio.kernel.numbers import HUNDRED, MINUS, shown
from portfolio.kernel.passports import Passport
from portfolio.kernel.words import counted
from portfolio.queries.score_facts import ScoreFacts

MOST = 6
"""More parts than this are not spelled out in a passport; the score's page has them all."""


def score_passport(facts: ScoreFacts, url: str = "") -> Passport:
    """Where the score comes from; `url` is its page."""
    score = facts.score
    parts = sorted(score.contributions, key=lambda one: -(one.lost or Decimal(-1)))
    return Passport(
        shown="Not enough data" if score.value is None else shown(score.value, 0),
        definition=_definition(facts),
        formula=formula_of(score),
        rows=[(facts.names.get(one.key, one.key), points_words(one)) for one in parts[:MOST]],
        coverage=coverage_words(facts),
        fresh=day(facts.newest) if facts.newest else "",
        policy=f"version {facts.policy.number}",
        change=change_words(facts),
        changes=[
            (facts.names.get(one.key, one.key), part_words(one)) for one in _moved(facts)[:MOST]
        ],
        url=url,
        source=f"{facts.kind.label} in full",
    )


def formula_of(score: Score) -> str:
    """`(0.9 × 2 + 0.36 × 1) ÷ 3 × 100 = 72`, over the parts that count."""
    found = [one for one in score.contributions if one.points is not None and one.possible]
    if score.value is None or not found:
        return ""
    weight = shown(sum((one.weight for one in found), Decimal(0)))
    if len(found) > MOST:
        sums = f"Σ attained × weight of {len(found)} products ÷ {weight}"
        return f"{sums} × 100 = {shown(score.value)}"
    parts = [f"{shown(attained(one), 3)} × {shown(one.weight)}" for one in found]
    return f"({' + '.join(parts)}) ÷ {weight} × 100 = {shown(score.value)}"


def attained(one: Contribution) -> Decimal:
    """What a part that counts attained, 0 to 1."""
    assert one.points is not None  # only those that count come here
    assert one.possible is not None
    return one.points / one.possible


def points_words(one: Contribution) -> str:
    """`12.5 of 25.0 points`, or that it does not count."""
    if one.points is None or one.possible is None:
        return f"does not count, weight {shown(one.weight)}"
    return f"{shown(one.points, 1)} of {shown(one.possible, 1)} points"


def coverage_words(facts: ScoreFacts) -> str:
    """The covered share of the weight; nothing without parts."""
    coverage = facts.score.coverage
    if coverage is None:
        return ""
    words = f"{shown(coverage * HUNDRED, 0)} %"
    if not facts.is_of_products:
        return words
    parts = facts.score.contributions
    known = sum(one.points is not None for one in parts)
    return f"{words}, {known} of {counted(len(parts), 'product')} with a score"


def change_words(facts: ScoreFacts) -> str:
    """`−9.0 since 2026 Q2: Rest-time breaches cost 6.0 of it`; nothing without two numbers."""
    change, label = facts.change, facts.moment.quarter.previous().label
    if change is None:
        return ""
    moved = _moved(facts)
    if not change.whole:
        return f"Unchanged since {label}"
    words = f"{signed(change.whole)} since {label}"
    same = [one for one in moved if (one.points > 0) == (change.whole > 0)]
    if not same:
        return words
    name = facts.names.get(same[0].key, same[0].key)
    verb = "brought" if change.whole > 0 else "cost"
    of_it = "all" if abs(same[0].points) == abs(change.whole) else shown(abs(same[0].points), 1)
    return f"{words}: {name} {verb} {of_it}{' of it' if of_it == 'all' else ' points'}"


def part_words(one: ChangePart) -> str:
    """`−6.0`, and whether the part began or ceased to count."""
    why = ", counts since" if one.joined else ", no longer counts" if one.left else ""
    return f"{signed(one.points)}{why}"


def signed(points: Decimal) -> str:
    """Points with their sign: `+1.5`, `−6.0`, `0.0`."""
    sign = "+" if points > 0 else MINUS if points < 0 else ""
    return f"{sign}{shown(abs(points), 1)}"


def _moved(facts: ScoreFacts) -> list[ChangePart]:
    change = facts.change
    return [one for one in change.parts if one.points] if change else []


def _definition(facts: ScoreFacts) -> str:
    kind = facts.kind
    if not facts.is_of_products:
        return (
            f"{kind.label}: the weighted mean attainment of the {kind.metrics}, in hundredths. "
            "Stale and missing metrics don’t count; under the policy’s share of the weight covered "
            "there is no number."
        )
    weighting = read_policy(facts.policy).weighting
    by = (
        "each counted once"
        if weighting is Weighting.EQUALLY
        else "weighted by daily users, or equally where those of one are not known"
    )
    return (
        f"{kind.label}: the mean {kind.label.lower()} of the products, {by}. A product without a "
        "score doesn’t count; under the policy’s share of the weight covered there is no number."
    )
