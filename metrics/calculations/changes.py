"""What moved a score since the score before: the change broken down so that its parts sum to it.

With u a part's share of the weight that counts and a what it attained in hundredths, a score is
Σ u·a and Σ u = 1. So for any c the change is Σ (u₁·(a₁ − c) − u₀·(a₀ − c)). Where a part's share
stays, its summand is u·(a₁ − a₀): what its own attainment did. Where it joins or leaves, it is how
far it stood above or below the middle of both scores, which is the c taken here.
"""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from metrics.calculations.scores import SCORE_PLACES
from metrics.values import Change, ChangePart, Contribution, Score
from portfolio.kernel.numbers import EXACT, HUNDRED, ONE, ZERO, total

STEP = ONE.scaleb(-SCORE_PLACES)


def score_change(before: Score, after: Score) -> Change | None:
    """The change between two scores and each part's share in it; None without two numbers."""
    if before.value is None or after.value is None:
        return None
    whole = after.value - before.value
    middle = EXACT.divide(before.value + after.value, Decimal(2))
    old = {one.key: one for one in before.contributions if one.possible}
    new = {one.key: one for one in after.contributions if one.possible}
    keys = list(dict.fromkeys([*new, *old]))
    exact = [
        EXACT.subtract(_above(new.get(key), middle), _above(old.get(key), middle)) for key in keys
    ]
    parts = [
        ChangePart(key, points, joined=key not in old, left=key not in new)
        for key, points in zip(keys, apportioned(exact, whole), strict=True)
    ]
    return Change(whole, tuple(sorted(parts, key=lambda part: (-abs(part.points), part.key))))


def _above(part: Contribution | None, middle: Decimal) -> Decimal:
    """u·(a − c) in points; nothing for a part that does not count."""
    if part is None or part.points is None or part.possible is None:
        return ZERO
    return EXACT.subtract(part.points, EXACT.divide(EXACT.multiply(part.possible, middle), HUNDRED))


def apportioned(parts: Sequence[Decimal], whole: Decimal) -> list[Decimal]:
    """The parts in tenths so that they sum to `whole` exactly, by largest remainder.

    Each is rounded down, and the tenths still missing go to those that lost most by it. A part of
    nothing stays nothing while there is another.
    """
    if not parts:
        return []
    floors = [part.quantize(STEP, rounding=ROUND_FLOOR, context=EXACT) for part in parts]
    missing = int((whole - total(floors)) / STEP)
    able = [at for at, part in enumerate(parts) if part] or list(range(len(parts)))
    order = sorted(able, key=lambda at: (floors[at] - parts[at], -abs(parts[at])))
    each, rest = divmod(missing, len(order))
    extra = {at: each + (place < rest) for place, at in enumerate(order)}
    return [floor + extra.get(at, 0) * STEP for at, floor in enumerate(floors)]
