"""Is what stands in a cell a number to keep, a question to ask, or a mistake? (DOMAIN 7)"""

from __future__ import annotations

from decimal import Decimal

from metrics.calculations.plausibility import Doubt, doubt
from metrics.calculations.typed import Reading, TwoWays, Unreadable, cell_text, read_cell
from metrics.values.cells import (
    CellMetric,
    CellState,
    Choice,
    Known,
    Stretch,
    Typed,
    Verdict,
)
from portfolio.kernel.numbers import shown, with_unit
from portfolio.kernel.words import spoken


def judge(
    typed: Typed, metric: CellMetric, stretch: Stretch, current: Known | None, base: Known | None
) -> Verdict:
    """What becomes of a cell. `base` is the number the person saw, `current` the one there now.

    An untouched cell is never an entry, whatever happened meanwhile. A state of `SAVED` means: to
    be written.
    """
    if typed.text.strip() == text_of(base):
        return Verdict(typed, CellState.SAME)
    refusal = _impossible(typed, metric, stretch)
    if refusal:
        return Verdict(typed, CellState.BAD, refusal)
    try:
        reading = read_cell(typed.text, metric.unit, is_ratio=metric.is_ratio)
    except TwoWays as ways:
        choices = tuple(Choice(f"Use {way}", way, typed.base) for way in ways.ways)
        return Verdict(typed, CellState.CHECK, str(ways), choices)
    except Unreadable as error:
        return Verdict(typed, CellState.BAD, str(error))
    return _weighed(typed, metric, stretch, current, reading)


def text_of(known: Known | None) -> str:
    """The number as its cell shows it; nothing for none."""
    if known is None:
        return ""
    return cell_text(known.value, known.numerator, known.denominator)


def _impossible(typed: Typed, metric: CellMetric, stretch: Stretch) -> str:
    if metric.is_fed:
        return "This metric is made of events. Correct those, or end the feed first."
    if stretch.start > stretch.today:
        return f"{spoken(stretch.start)} has not come yet."
    if stretch.end < metric.introduced_on:
        return f"{metric.product} began on {spoken(metric.introduced_on)}; this is before."
    if stretch.end < metric.started_on:
        return f"This metric is tracked since {spoken(metric.started_on)}."
    if not typed.text.strip():
        return "A number is corrected, not removed. Type the right one."
    return ""


def _weighed(
    typed: Typed, metric: CellMetric, stretch: Stretch, current: Known | None, reading: Reading
) -> Verdict:
    counts = (reading.value, reading.numerator, reading.denominator)
    if current and counts == (current.value, current.numerator, current.denominator):
        return Verdict(typed, CellState.SAME)
    if (current.id if current else 0) != typed.base:
        return _clash(typed, metric, current)
    question = None if typed.is_confirmed else _question(typed, metric, reading)
    if question is not None:
        return question
    state, words = CellState.SAVED, ""
    if current and not typed.reason.strip():
        state = CellState.WHY
        words = f"Replaces {_told(current, metric.unit)}. Why?"
    on = current.on if current else stretch.measured_on
    return Verdict(typed, state, words, (), *counts, on)


def _clash(typed: Typed, metric: CellMetric, current: Known | None) -> Verdict:
    text, base = typed.text.strip(), current.id if current else 0
    if current is None:
        return Verdict(
            typed, CellState.CLASH, "The number that was here is gone.",
            (Choice(f"Use {text}", text, 0),),
        )  # fmt: skip
    theirs = text_of(current)
    who = current.by or "Somebody"
    return Verdict(
        typed,
        CellState.CLASH,
        f"{who} recorded {_told(current, metric.unit)} meanwhile; you typed {text}.",
        (Choice(f"Keep {theirs}", theirs, base), Choice(f"Use {text}", text, base)),
    )


def _question(typed: Typed, metric: CellMetric, reading: Reading) -> Verdict | None:
    text = typed.text.strip()
    if metric.is_ratio and reading.numerator is None:
        keep = Choice(f"Keep {text} without counts", text, typed.base)
        words = "Type both counts, for example 418 / 1204. Without them a quarter is only a mean."
        return Verdict(typed, CellState.CHECK, words, (keep,))
    found = doubt(reading.value, metric.known, metric.unit, metric.before)
    if found is None:
        return None
    return Verdict(typed, CellState.CHECK, *_asked(typed, text, found, reading.numerator))


def _asked(
    typed: Typed, text: str, found: Doubt, part: Decimal | None
) -> tuple[str, tuple[Choice, ...]]:
    keep = Choice(f"Keep {text}", text, typed.base)
    sentence = f"{found.reason[:1].upper()}{found.reason[1:]}."
    if found.suggestion is None or part is not None:
        return f"{sentence} Is that right?", (keep,)
    meant = f"{found.suggestion:f}"
    use = Choice(f"Use {meant}", meant, typed.base)
    return f"{sentence} Did you mean {meant}?", (use, keep)


def _told(known: Known, unit: str) -> str:
    if known.numerator is not None and known.denominator is not None:
        return f"{shown(known.numerator)} / {shown(known.denominator)}"
    return with_unit(known.value, unit)
