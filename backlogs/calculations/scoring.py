"""Scores of items, RICE or WSJF (DOMAIN 6), and where they and the order disagree most.

A score advises, the order decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from portfolio.kernel.numbers import EXACT, HUNDRED, STORED_PLACES, ratio, rounded, shown

Key = TypeVar("Key")


@dataclass(frozen=True)
class Rice:
    """People reached in a quarter, the change for each (0.25 to 3), how sure it is in per cent."""

    reach: int
    impact: Decimal
    confidence: int

    @property
    def worth(self) -> Decimal:
        """What is divided by the effort."""
        share = EXACT.divide(Decimal(self.confidence), HUNDRED)
        return EXACT.multiply(EXACT.multiply(Decimal(self.reach), self.impact), share)

    @property
    def formula(self) -> str:
        """The inputs as they are multiplied: `800 × 2 × 80 %`."""
        return f"{shown(Decimal(self.reach))} × {shown(self.impact)} × {self.confidence} %"


@dataclass(frozen=True)
class Wsjf:
    """Business value, time criticality and risk reduction, each 1 to 20 beside other items."""

    business_value: int
    time_criticality: int
    risk_reduction: int

    @property
    def worth(self) -> Decimal:
        """What is divided by the size."""
        return Decimal(self.business_value + self.time_criticality + self.risk_reduction)

    @property
    def formula(self) -> str:
        """The inputs as they are added: `(8 + 5 + 3)`."""
        return f"({self.business_value} + {self.time_criticality} + {self.risk_reduction})"


Inputs = Rice | Wsjf


def score_of(inputs: Inputs, effort: int | None) -> Decimal | None:
    """The worth for each point of effort, six places; None while nobody estimated the effort."""
    found = ratio(inputs.worth, Decimal(effort)) if effort else None
    return None if found is None else rounded(found, STORED_PLACES)


def working(inputs: Inputs, effort: int | None) -> str:
    """How the score comes about: `800 × 2 × 80 % ÷ 5 = 256`."""
    found = score_of(inputs, effort)
    if found is None:
        return f"{inputs.formula}, not scored: no effort"
    return f"{inputs.formula} ÷ {effort} = {brief_score(found)}"


def brief_score(score: Decimal) -> str:
    """A score as a list shows it: whole from 100 on, else as many places as tell it apart."""
    places = 0 if score >= HUNDRED else 1 if score >= 10 else 2
    text = shown(rounded(score, places), places)
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Disagreement(Generic[Key]):
    """One item: its place in the order and its place by score, both among the scored ones."""

    key: Key
    place: int
    by_score: int
    score: Decimal

    @property
    def difference(self) -> int:
        """By how many places they differ."""
        return abs(self.place - self.by_score)


def disagreements(
    scored: Sequence[tuple[Key, Decimal]], most: int | None = None
) -> list[Disagreement[Key]]:
    """The items whose two places differ, most first, those that differ alike in their order.

    `scored` are key and score in the order; equal scores stand in the order as well, so they never
    disagree among themselves.
    """
    places = range(len(scored))
    ranked = sorted(places, key=lambda place: (-scored[place][1], place))
    by_score = {place: rank for rank, place in enumerate(ranked)}
    found = [
        Disagreement(key, place + 1, by_score[place] + 1, score)
        for place, (key, score) in enumerate(scored)
        if place != by_score[place]
    ]
    found.sort(key=lambda one: -one.difference)
    return found[:most]
