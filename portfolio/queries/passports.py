"""Where a figure comes from: definition, formula with the values put in, coverage, freshness."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.values import Contribution, Score
from portfolio.kernel.marks import day
from portfolio.kernel.numbers import HUNDRED, shown
from products.models import PolicyVersion


@dataclass(frozen=True)
class Passport:
    """What `components/passport.html` shows behind a figure."""

    shown: str
    definition: str
    formula: str = ""
    rows: Sequence[tuple[str, str]] = ()
    coverage: str = ""
    fresh: str = ""
    policy: str = ""


def score_passport(
    kind: str, score: Score, names: Mapping[str, str], newest: date | None, policy: PolicyVersion
) -> Passport:
    """The passport of a health or value score."""
    level = "operational" if kind == "Health" else "business"
    return Passport(
        shown="Not enough data" if score.value is None else shown(score.value, 0),
        definition=(
            f"{kind}: the weighted mean attainment of the {level} metrics, in hundredths. "
            "Stale and missing metrics don’t count; under half of the weight covered there is "
            "no number."
        ),
        formula=formula_of(score),
        rows=[(names.get(one.key, one.key), _points(one)) for one in score.contributions],
        coverage="" if score.coverage is None else f"{shown(score.coverage * HUNDRED, 0)} %",
        fresh=day(newest),
        policy=f"version {policy.number}",
    )


def formula_of(score: Score) -> str:
    """`(0.9 × 2 + 0.36 × 1) ÷ 3 × 100 = 72`, over the metrics that count."""
    counted = [one for one in score.contributions if one.points is not None and one.possible]
    if score.value is None or not counted:
        return ""
    parts = [f"{shown(_attained(one), 2)} × {shown(one.weight)}" for one in counted]
    weight = sum((one.weight for one in counted), Decimal(0))
    return f"({' + '.join(parts)}) ÷ {shown(weight)} × 100 = {shown(score.value)}"


def _attained(one: Contribution) -> Decimal:
    assert one.points is not None  # only those that count come here
    assert one.possible is not None
    return one.points / one.possible


def _points(one: Contribution) -> str:
    if one.points is None or one.possible is None:
        return f"does not count, weight {shown(one.weight)}"
    return f"{shown(one.points, 1)} of {shown(one.possible, 1)} points"
