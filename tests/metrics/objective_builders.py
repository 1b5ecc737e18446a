"""Objectives and key results for tests, in quarters that are over too."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from metrics.models import CheckIn, KeyResult, Objective
from people.queries import today
from portfolio.kernel.quarters import Quarter


def this_quarter() -> Quarter:
    """The quarter under way."""
    return Quarter.of(today())


def last_quarter() -> Quarter:
    """The newest one that is over."""
    return this_quarter().previous()


def make_objective(title: str = "Fewer calls", quarter: Quarter | None = None, **fields: Any) -> Objective:  # fmt: skip
    """An objective written on its quarter's first day; of the portfolio unless a subject is given."""
    quarter = quarter or this_quarter()
    level = "product" if "product" in fields else "cluster" if "cluster" in fields else "portfolio"
    row = {"level": level, "quarter_start": quarter.start, "written_on": quarter.start}
    return Objective.objects.create(title=title, **{**row, **fields})


def make_result(
    objective: Objective, title: str = "Calls", start: Any = 10, target: Any = 0, **fields: Any
) -> KeyResult:
    """A key result written with its objective."""
    row = {"start": Decimal(str(start)), "target": Decimal(str(target))}
    return KeyResult.objects.create(
        objective=objective, title=title, written_on=objective.written_on, **row, **fields
    )


def said(result: KeyResult, on: date, value: Any = None, confidence: Any = "0.5", **fields: Any) -> CheckIn:  # fmt: skip
    """A check-in on a day."""
    number = None if value is None else Decimal(str(value))
    return CheckIn.objects.create(
        key_result=result, on=on, value=number, confidence=confidence, **fields
    )
