"""How long single numbers are kept, and what is said about those that are not there any more."""

from __future__ import annotations

from datetime import date

from portfolio.kernel.quarters import Quarter

MONTHS = 12


def border(on: date, keep_months: int, first_month: int) -> date:
    """The first day whose single numbers stay: a quarter's first day.

    A quarter goes as a whole, once all of its days are `keep_months` old; so at the least the
    months asked for are kept, and at most two more. On 22 November 2026 with 36 months it is
    1 October 2023: the quarter of 22 November 2023 stays.
    """
    at = on.year * MONTHS + on.month - 1 - keep_months
    return Quarter.of(date(at // MONTHS, at % MONTHS + 1, 1), first_month).start


def forgotten_words(name: str, before: date) -> str:
    """Why no number of an earlier day is taken: its quarter would be summed up from it alone."""
    return (
        f"Single numbers of {name} from before {before:%-d %b %Y} are no longer kept. "
        "What those quarters summed up to stays as it is."
    )


def kept_words(keep_months: int | None) -> str:
    """What the page of a metric says."""
    if keep_months is None:
        return "Single numbers are kept for ever."
    return f"Single numbers are kept for {keep_months} months; quarters stay."
