"""Whether the numbers of a hypothesis make sense (DOMAIN 6, "outcome hypothesis")."""

from __future__ import annotations

from decimal import Decimal

from metrics.values import Direction


def direction_between(start: Decimal, target: Decimal) -> Direction:
    """Which way is better for a key result that sets out from `start` for `target`."""
    return Direction.HIGHER if target > start else Direction.LOWER


def problem_with(direction: Direction, before: Decimal, after: Decimal) -> str:
    """What is wrong with going from `before` to `after`; nothing, if it is for the better.

    Within a range either way may be the better one, so only standing still is wrong there.
    """
    if before == after:
        return "This is where it stands already; say what it should become."
    if direction is Direction.HIGHER and after < before:
        return "Higher is better here, and this is lower than where it stands."
    if direction is Direction.LOWER and after > before:
        return "Lower is better here, and this is higher than where it stands."
    return ""
