"""Formulas with the values put in, as a passport writes them."""

from __future__ import annotations

from decimal import Decimal

from metrics.queries.cards import written
from metrics.values import Direction, Target
from portfolio.kernel.numbers import HUNDRED, MINUS, ONE, ZERO, brief, shown, with_unit


def attainment_formula(value: Decimal, target: Target, attained: Decimal) -> str:
    """`(97 − 89) ÷ (99 − 89) = 80 %`, for a value between floor and target; else why 0 or 100 %."""
    result = with_unit(brief(attained * HUNDRED), "%")
    if attained >= ONE:
        return f"{written(value, '')} is as good as the target: {result}"
    if attained <= ZERO:
        return f"{written(value, '')} is no better than the floor: {result}"
    goal, floor = target.target, target.floor
    if target.direction is Direction.RANGE and value > goal:
        goal, _, floor = target.upper
    return (
        f"({bare(value)} {MINUS} {bare(floor)}) ÷ ({bare(goal)} {MINUS} {bare(floor)}) = {result}"
    )


def bare(value: Decimal) -> str:
    """A number within a formula; a negative one in brackets."""
    text = shown(brief(value))
    return f"({text})" if value < 0 else text
