"""Did it work? What became of a hypothesis (DOMAIN 6; a worked example is in the README)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backlogs.values.verdicts import Gap, OutcomePolicy, Verdict
from metrics.calculations.summaries import expected_count, summarise
from metrics.values import Cadence, Direction, Measured, Summary
from portfolio.kernel.numbers import EXACT, ZERO, mean

Range = tuple[Decimal, Decimal]
Days = tuple[date, date]


@dataclass(frozen=True)
class Window:
    """A figure over some days: its value, of how many measurements, of how many expected."""

    value: Decimal | None
    count: int
    wanted: int

    def suffices(self, coverage: Decimal) -> bool:
        """Whether enough was measured: something, and `coverage` of what was expected."""
        return self.count > 0 and self.count >= EXACT.multiply(coverage, Decimal(self.wanted))


@dataclass(frozen=True)
class Aim:
    """What was expected of a figure, and which way is better for it.

    `span` is the target range of a figure that is best within one; without it, the expected value
    itself is the best.
    """

    direction: Direction
    expected: Decimal
    span: Range | None = None


@dataclass(frozen=True)
class Judged:
    """A verdict with the share of the way that was gone; or why there is none."""

    verdict: Verdict
    effect: Decimal | None = None
    gap: Gap | None = None


def windows(shipped_on: date, due_on: date, days: int) -> tuple[Days, Days]:
    """First and last day before shipping, and first and last day up to the review.

    The day of shipping belongs to neither, so nothing is counted for both.
    """
    before = shipped_on - timedelta(days=days), shipped_on - timedelta(days=1)
    return before, (max(due_on - timedelta(days=days - 1), shipped_on + timedelta(days=1)), due_on)


def window_of_metric(
    summary: Summary, unit: str, cadence: Cadence, rows: Sequence[Measured], days: int
) -> Window:
    """The measurements of `days` days as the metric sums up a quarter.

    Ninety days hold two, three or four ends of months, and some may be missing: a sum is therefore
    brought to the expected number of measurements, or a gap would look like fewer tickets. One that
    is measured oftener than agreed is added up as it is.
    """
    wanted = max(1, expected_count(cadence, date(2001, 1, 1), date(2001, 1, 1) + _days(days)))
    found = summarise(summary, rows, unit)
    if found is None:
        return Window(None, 0, wanted)
    value = found.value
    if summary is Summary.SUM and found.count <= wanted + 1:
        each = mean([row.value for row in rows]) or ZERO
        value = EXACT.multiply(each, Decimal(wanted))
    return Window(value, found.count, wanted)


def window_of_check_ins(rows: Sequence[Measured]) -> Window:
    """What was said of a key result: the newest value stands, and one is enough."""
    newest = max(rows, key=lambda row: row.on, default=None)
    return Window(newest.value if newest else None, len(rows), 1)


def judge(aim: Aim | None, before: Window, after: Window, policy: OutcomePolicy) -> Judged:
    """The verdict. Its edges belong to the better word, but for `worse`, which takes its own."""
    if aim is None:
        return Judged(Verdict.UNKNOWN, gap=Gap.NO_FIGURE)
    if before.value is None or not before.suffices(policy.coverage):
        return Judged(Verdict.UNKNOWN, gap=Gap.FEW_BEFORE)
    if after.value is None or not after.suffices(policy.coverage):
        return Judged(Verdict.UNKNOWN, gap=Gap.FEW_AFTER)
    effect = effect_of(aim, before.value, after.value)
    if effect is None:
        return Judged(Verdict.UNKNOWN, gap=Gap.NO_WAY)
    return Judged(verdict_of(effect, policy), effect)


def effect_of(aim: Aim, before: Decimal, after: Decimal) -> Decimal | None:
    """(after − before) ÷ (expected − before), signs so that better is positive.

    None where the expected value is no better than where the figure stood: there was no way to go.
    """
    start = _distance(aim, before)
    way = EXACT.subtract(start, _distance(aim, aim.expected))
    if way <= ZERO:
        return None
    return EXACT.divide(EXACT.subtract(start, _distance(aim, after)), way)


def verdict_of(effect: Decimal, policy: OutcomePolicy) -> Verdict:
    """achieved e ≥ 1 · partly 0.5 ≤ e < 1 · no effect −0.1 < e < 0.5 · worse e ≤ −0.1."""
    if effect >= policy.achieved:
        return Verdict.ACHIEVED
    if effect >= policy.partly:
        return Verdict.PARTLY
    return Verdict.WORSE if effect <= -policy.worse else Verdict.NO_EFFECT


def _distance(aim: Aim, value: Decimal) -> Decimal:
    """How far `value` is from the best, up to a constant; smaller is better."""
    if aim.direction is Direction.HIGHER:
        return EXACT.minus(value)
    if aim.direction is Direction.LOWER:
        return value
    low, high = aim.span or (aim.expected, aim.expected)
    return max(EXACT.subtract(low, value), EXACT.subtract(value, high), ZERO)


def _days(count: int) -> timedelta:
    return timedelta(days=count)
