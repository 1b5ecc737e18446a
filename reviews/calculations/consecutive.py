"""For how long a load has been beyond the ceiling, and what that means (DOMAIN 3)."""

from collections.abc import Iterable, Sequence
from datetime import date

from portfolio.kernel.words import spelled
from reviews.values import DatedLevel, LoadLevel, LoadPolicy


def consecutive_quarters(levels: Sequence[LoadLevel | None]) -> int:
    """How many quarters in a row, up to the newest, ended over or in triage.

    `levels` are those at the quarters' ends, oldest first; None is a quarter at whose end the
    person was not there to carry anything, and breaks the row.
    """
    count = 0
    for level in reversed(levels):
        if level is None or not level.is_beyond:
            break
        count += 1
    return count


def is_design_problem(count: int, policy: LoadPolicy) -> bool:
    """Whether so many consecutive quarters are a portfolio design problem."""
    return count >= policy.design_quarters


def design_sentence(count: int, policy: LoadPolicy) -> str:
    """What the warning says about so many consecutive quarters; empty while it is too early."""
    if not is_design_problem(count, policy):
        return ""
    quarters = f"{spelled(count)} consecutive quarters" if count > 1 else "one quarter"
    return (
        f"Beyond the ceiling at the end of {quarters}: "
        "a portfolio design problem, not a staffing problem."
    )


def turning_points(dates: Iterable[date | None], first: date, on: date) -> tuple[date, ...]:
    """The days from `first` to `on` on which a level may have changed, oldest first.

    `dates` are the starts and ends of whatever bears on it: ownerships, placements, stages,
    changes, overrides. `first` itself is always among them. Items and tickets bear on it day by
    day; whoever wants those to the day passes every day.
    """
    inside = {day for day in dates if day is not None and first < day <= on}
    return (first, *sorted(inside))


def beyond_since(history: Sequence[DatedLevel], on: date) -> date | None:
    """The first day of the unbroken stretch beyond the ceiling that still lasts at the end of `on`.

    `history` is oldest first; over and triage are one stretch. None when it does not last.
    """
    since: date | None = None
    for entry in history:
        if entry.on > on:
            break
        if not entry.level.is_beyond:
            since = None
        elif since is None:
            since = entry.on
    return since
