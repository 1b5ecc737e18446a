"""Is this number meant? A slip of the keyboard is questioned, never refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portfolio.kernel.numbers import HUNDRED, ZERO, brief, median, plain, ratio, shown

FAR = Decimal(5)
"""So many times as large, or as small, as usual is worth a question."""

SLIPS = tuple(Decimal(text) for text in ("0.1", "10", "0.01", "100", "0.001", "1000"))
"""What a misplaced point multiplies by."""


@dataclass(frozen=True)
class Doubt:
    """Why a value looks odd, and the value that was probably meant, if one suggests itself."""

    reason: str
    suggestion: Decimal | None


def doubt(
    value: Decimal,
    known: Sequence[Decimal],
    unit: str,
    before: tuple[str, Decimal] | None = None,
) -> Doubt | None:
    """What is odd about `value` beside the `known` values of the same metric; None: nothing.

    Fewer than two known values say nothing about what is usual, except that a share that never
    left 0 to 100 % hardly begins to. `before` names an earlier period and what one number of it
    was on average, and is asked first: "10 times Q2".
    """
    if before is not None:
        found = _beside(value, known, unit, before)
        if found is not None:
            return found
    if unit == "%" and (value > HUNDRED or value < ZERO):
        usual = all(ZERO <= one <= HUNDRED for one in known)
        if usual:
            return Doubt("a share is 0 to 100 %", _meant(value, known, unit))
    if value < ZERO and known and all(one >= ZERO for one in known):
        return Doubt("it was never below zero", -value)
    middle = median(known)
    if len(known) < 2 or middle is None or middle <= ZERO or value <= ZERO:
        return None
    if value >= middle * FAR:
        return Doubt("far above what is usual", _meant(value, known, unit))
    if value * FAR <= middle:
        return Doubt("far below what is usual", _meant(value, known, unit))
    return None


def _beside(
    value: Decimal, known: Sequence[Decimal], unit: str, before: tuple[str, Decimal]
) -> Doubt | None:
    """How many times the earlier period's usual number this is, when that is far."""
    name, usual = before
    if usual <= ZERO or value <= ZERO or (usual < value * FAR and value < usual * FAR):
        return None
    times = brief(ratio(value, usual) or ZERO)
    return Doubt(f"{shown(times)} times {name}", _meant(value, [*known, usual], unit))


def _meant(value: Decimal, known: Sequence[Decimal], unit: str) -> Decimal | None:
    """The value with its point moved, when that lands within the known values or close by."""
    middle = median(known)
    if middle is None or middle <= ZERO or value <= ZERO:
        return None
    moved = [plain(value * factor) for factor in SLIPS]
    if unit == "%":
        moved = [one for one in moved if one <= HUNDRED]
    near = [one for one in moved if middle / 2 <= one <= middle * 2]
    return min(near, key=lambda one: abs(one - middle)) if near else None
