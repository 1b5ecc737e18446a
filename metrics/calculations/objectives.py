"""How far a key result, an objective and a goal have come (DOMAIN 9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.values import Summary
from metrics.values.history import MetricHistory
from metrics.values.objectives import (
    FEWEST_KEY_RESULTS,
    MOST_KEY_RESULTS,
    Aim,
    Part,
    RollUp,
)
from portfolio.kernel.numbers import EXACT, clamp, mean, ratio
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted


@dataclass(frozen=True)
class Said:
    """One check-in as it holds: `value` is None where a metric speaks."""

    on: date
    value: Decimal | None
    confidence: Decimal


def progress(aim: Aim, current: Decimal | None) -> Decimal | None:
    """clamp((current − start) ÷ (target − start)), 0 to 1; None without a current value.

    The same whichever way is better: from 8 h down to 4 h, 5 h is (5 − 8) ÷ (4 − 8) = 0.75.
    """
    if current is None:
        return None
    done = ratio(EXACT.subtract(current, aim.start), EXACT.subtract(aim.target, aim.start))
    return None if done is None else clamp(done)


def value_of_metric(history: MetricHistory, quarter: Quarter, on: date) -> Decimal | None:
    """What a metric says of the objective's own quarter at the end of day `on`.

    Only that quarter counts: a number of the quarter before is where the way began, not how far it
    went. A sum grows with its quarter and says something once the quarter is over.
    """
    if history.summary is Summary.SUM and on < quarter.last_day:
        return None
    return history.value_in(quarter) if quarter.start <= on else None


def newest(said: Iterable[Said], on: date) -> Said | None:
    """The newest check-in up to the end of day `on`."""
    known = [one for one in said if one.on <= on]
    return max(known, key=lambda one: one.on, default=None)


def value_said(said: Iterable[Said], on: date) -> Decimal | None:
    """The value of the newest check-in that gives one, up to the end of day `on`."""
    found = newest([one for one in said if one.value is not None], on)
    return found.value if found else None


def roll_up(parts: Iterable[Part]) -> RollUp:
    """The mean of the scored parts; the others are named and do not count as nought."""
    every = tuple(parts)
    scored = tuple(part for part in every if part.progress is not None)
    values = [part.progress for part in scored if part.progress is not None]
    unscored = tuple(part.name for part in every if part.progress is None)
    return RollUp(mean(values), scored, unscored)


def count_finding(names: Sequence[str]) -> str:
    """What there is to say about the number of key results; nothing when two to five."""
    if FEWEST_KEY_RESULTS <= len(names) <= MOST_KEY_RESULTS:
        return ""
    there = counted(len(names), "key result") if names else "No key result"
    if len(names) > MOST_KEY_RESULTS:
        return f"{there}: more than five seldom stay in view."
    return f"{there}: two to five tell whether the objective is reached."
