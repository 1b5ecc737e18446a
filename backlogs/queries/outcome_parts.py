"""The parts of a page about outcomes: the lots, the quarters, the kinds of work, calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString

from backlogs.calculations.worked import (
    FEWEST_FOR_A_SHARE,
    Tally,
    Work,
    median_effect,
    tallies_by,
    tally,
)
from backlogs.queries.flow_doors import Count
from backlogs.queries.flow_figures import Passport
from backlogs.queries.outcome_choice import Choice, count
from backlogs.queries.outcome_items import Row, item_rows, lot_mark
from backlogs.values import Dimension, ItemType
from backlogs.values.verdicts import Lot, OutcomePolicy
from portfolio.kernel.charts import stack
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import percent, shown
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted, joined
from products.models import PolicyVersion

COLOURS: Final = {
    Lot.ACHIEVED: "ok",
    Lot.PARTLY: "run",
    Lot.NO_EFFECT: "watch",
    Lot.WORSE: "risk",
}
CALIBRATED: Final = 12
"""So many of the newest hypotheses are shown with what was expected and what came."""


@dataclass(frozen=True)
class LotRow:
    """One lot: its mark and the items in it."""

    mark: SafeString
    items: Count


@dataclass(frozen=True)
class QuarterLine:
    """A quarter: all that was shipped in it, then lot by lot."""

    label: str
    shipped: Count
    lots: list[Count]


@dataclass(frozen=True)
class KindRow:
    """A kind of work: how much was shipped, judged, worked; the share where it means something."""

    label: str
    shipped: Count
    judged: Count
    worked: Count
    share: str


@dataclass(frozen=True)
class Calibration:
    """Expected against achieved: the middle, in a sentence, and the newest ones."""

    passport: Passport | None
    sentence: str
    rows: list[Row]


@dataclass(frozen=True)
class Looking:
    """Where and when somebody looks: the page, the moment, the policy in force then."""

    path: str
    moment: Moment
    policy: PolicyVersion

    def count(self, number: int, choice: Choice) -> Count:
        """A number with the way to its items."""
        return count(number, self.path, self.moment, choice)


def sentence_of(found: Tally) -> str:
    """`15 shipped: 4 achieved, 2 partly achieved, 3 no effect, 6 unknown`; unknown always said."""
    said = [_said(lot, found.lots[lot]) for lot in Lot if found.lots[lot] or lot is Lot.UNKNOWN]
    return f"{found.shipped} shipped: {joined(said)}."


def _said(lot: Lot, number: int) -> str:
    """`3 no effect`, `1 review not due yet`, `2 fixes, none asked for`."""
    if lot is Lot.EARLY:
        return f"{counted(number, 'review')} not due yet"
    if lot is Lot.FIX:
        return f"{counted(number, 'fix', 'fixes')}, none asked for"
    return f"{number} {lot.label[0].lower()}{lot.label[1:]}"


def bar_of(found: Tally) -> SafeString:
    """The lots as parts of a bar; what nobody can say anything about stays empty."""
    parts = [(COLOURS.get(lot, "void"), found.lots[lot]) for lot in Lot]
    return stack(parts, label=sentence_of(found), size="l")


def lot_rows(found: Tally, at: Looking) -> list[LotRow]:
    """Every lot, the empty ones too."""
    return [LotRow(lot_mark(lot), at.count(found.lots[lot], Choice(lot.value))) for lot in Lot]


def quarter_lines(
    works: Sequence[Work], quarters: Sequence[Quarter], at: Looking
) -> list[QuarterLine]:
    """The newest quarter first."""
    first_month = at.moment.quarter.first_month
    found = tallies_by(works, at.moment.on, lambda work: Quarter.of(work.shipped_on, first_month))
    return [
        QuarterLine(
            quarter.label,
            at.count(held.shipped, Choice(of=quarter)),
            [at.count(held.lots[lot], Choice(lot.value, quarter)) for lot in Lot],
        )
        for quarter in reversed(quarters)
        for held in [found.get(quarter) or tally((), at.moment.on)]
    ]


def kind_rows(works: Sequence[Work], at: Looking) -> tuple[list[KindRow], list[KindRow]]:
    """Which kinds of work pay: by type, and by the dimension it serves."""
    types = tallies_by(works, at.moment.on, lambda work: work.type)
    serves = tallies_by(works, at.moment.on, lambda work: work.dimension)
    return (
        [_kind(kind.label, types[kind], at, "type", kind) for kind in ItemType if kind in types],
        [_kind(one.label, serves[one], at, "dimension", one) for one in Dimension if one in serves],
    )


def _kind(label: str, found: Tally, at: Looking, name: str, value: object) -> KindRow:
    numbers = (("all", found.shipped), ("judged", found.judged), ("worked", found.worked))
    shipped, judged, worked = (
        at.count(number, Choice(lot, **{name: value}))  # type: ignore[arg-type]
        for lot, number in numbers
    )
    return KindRow(label, shipped, judged, worked, share_words(found))


def share_words(found: Tally) -> str:
    """`67 %`; under five judged items nothing is said in percent."""
    if not found.has_share:
        return f"under {FEWEST_FOR_A_SHARE}"
    share = percent(Decimal(found.worked), Decimal(found.judged))
    return "" if share is None else f"{shown(share, 0)} %"


def share_passport(found: Tally, at: Looking) -> Passport:
    """The share that achieved at least a part, with its counts put in."""
    return Passport(
        shown=share_words(found) if found.has_share else f"{found.worked} of {found.judged}",
        definition="Of the shipped items with a verdict, those that achieved at least a part. "
        "Unknown ones have none and are counted beside it.",
        formula=f"(achieved + partly achieved) ÷ with a verdict = {found.worked} ÷ {found.judged}",
        rows=[
            ("Unknown", str(found.lots[Lot.UNKNOWN])),
            ("Without a hypothesis", str(found.lots[Lot.SILENT])),
            ("Policy", _policy(at.policy)),
        ],
    )


def shipped_passport(found: Tally, period: str) -> Passport:
    """The items shipped."""
    return Passport(
        shown=str(found.shipped),
        definition="Items shipped in the period that have not been opened again since.",
        formula=" + ".join(str(found.lots[lot]) for lot in Lot) + f" = {found.shipped}",
        rows=[("Period", period), *((lot.label, str(found.lots[lot])) for lot in Lot)],
    )


def calibration_of(works: Sequence[Work], at: Looking) -> Calibration:
    """How good the expectations are: the middle share of the expected change that came."""
    middle, number = median_effect(works, at.moment.on)
    told = [
        work for work in works if (one := work.review_on(at.moment.on)) and one.effect is not None
    ]
    told.sort(key=lambda work: (work.shipped_on, work.item_id), reverse=True)
    rows = item_rows(told[:CALIBRATED], at.moment)
    if middle is None:
        return Calibration(None, "No hypothesis has numbers on both sides yet.", rows)
    passport = Passport(
        shown=shown(middle, 2),
        definition="The middle share of the expected change that came: 1 is all of it.",
        formula="median of (after − before) ÷ (expected − before), better counted as positive",
        rows=[("Hypotheses with numbers", str(number)), ("Policy", _policy(at.policy))],
    )
    return Calibration(passport, _calibrated(middle, number), rows)


def _calibrated(middle: Decimal, number: int) -> str:
    of = counted(number, "hypothesis", "hypotheses")
    came = f"Half of {of} came to {shown(middle, 2)} of what was expected, or more."
    if number < FEWEST_FOR_A_SHARE:
        return f"{came} They are too few to say more."
    if middle < Decimal("0.8"):
        return f"{came} Expectations run ahead of what comes."
    return f"{came} Expectations are {'about right' if middle <= Decimal('1.2') else 'low'}."


def _policy(version: PolicyVersion) -> str:
    policy = OutcomePolicy.from_thresholds(version.thresholds)
    edges = f"achieved from {shown(policy.achieved)}, partly from {shown(policy.partly)}"
    return f"version {version.number}: {edges}"
