"""Where a progress comes from: definition, formula with the values put in, freshness."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from metrics.queries.cards import written
from metrics.queries.formulas import bare
from metrics.queries.progress import KeyResultReading, ObjectiveReading
from metrics.values import Summary
from metrics.values.objectives import RollUp
from portfolio.kernel.marks import day
from portfolio.kernel.numbers import HUNDRED, MINUS, brief, shown, with_unit
from portfolio.kernel.words import joined

NOT_SCORED = "Not scored"


def percent(share: Decimal | None) -> str:
    """A share as people read it: `62 %`; without one, that it is not scored."""
    return NOT_SCORED if share is None else with_unit(share * HUNDRED, "%", 0)


def result_passport(one: KeyResultReading) -> dict[str, Any]:
    """The passport of a key result's progress."""
    rows = [
        ("Start", written(one.aim.start, one.unit)),
        ("Target", written(one.aim.target, one.unit)),
        ("Now", written(one.current, one.unit) or "no number for this quarter"),
        ("Comes from", _source(one)),
    ]
    return {
        "shown": percent(one.progress),
        "definition": "Progress: the share of the way from start to target, "
        "never below nought or above one.",
        "formula": _formula(one),
        "rows": rows,
        "fresh": day(one.measured_on) if one.measured_on else "never",
    }


def objective_passport(one: ObjectiveReading) -> dict[str, Any]:
    """The passport of an objective's progress."""
    words = "Objective: the mean progress of its scored key results."
    return _roll_up(one.roll_up, words, f"as of {day(one.on)}", "No key result has a number yet.")


def goal_passport(total: RollUp, on: str) -> dict[str, Any]:
    """The passport of a goal's progress in a quarter; `on` is the day in words."""
    words = "Goal: the mean progress of the quarter’s objectives that are scored."
    return _roll_up(total, words, f"as of {on}", "No objective of the quarter is scored.")


def _roll_up(total: RollUp, words: str, fresh: str, nothing: str) -> dict[str, Any]:
    scored = len(total.scored)
    rows = [(part.name, percent(part.progress)) for part in total.scored]
    unscored = f"; without a number: {joined(list(total.unscored))}" if total.unscored else ""
    return {
        "shown": percent(total.progress),
        "definition": f"{words} Those without a number are named and don’t count as nought.",
        "formula": _mean(total) or nothing,
        "rows": rows,
        "coverage": f"{scored} of {total.count} scored{unscored}" if total.count else "",
        "fresh": fresh,
    }


def _mean(total: RollUp) -> str:
    if total.progress is None:
        return ""
    shares = [part.progress for part in total.scored if part.progress is not None]
    parts = [shown(brief(share * HUNDRED)) for share in shares]
    return f"({' + '.join(parts)}) ÷ {len(parts)} = {percent(total.progress)}"


def _formula(one: KeyResultReading) -> str:
    if one.current is None:
        return ""
    start, target = bare(one.aim.start), bare(one.aim.target)
    share = f"({bare(one.current)} {MINUS} {start}) ÷ ({target} {MINUS} {start})"
    return f"{share}, kept between 0 and 1 = {percent(one.progress)}"


def _source(one: KeyResultReading) -> str:
    if one.row.metric is None:
        return "check-ins"
    summary = Summary(one.row.metric.summary)
    late = ", once the quarter is over" if summary is Summary.SUM else ""
    return f"{one.row.metric.name}, {summary.label.lower()} of the quarter{late}"
