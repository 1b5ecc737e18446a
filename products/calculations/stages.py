"""How long a stage has lasted, and when the yearly question is due (DOMAIN 2)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from products.values import Stage
from products.values.lifecycle import LifecyclePolicy


@dataclass(frozen=True)
class Outstay:
    """A stage that has lasted longer than the policy's `months`, since the day `since`."""

    stage: Stage
    months: int
    since: date


@dataclass(frozen=True)
class Question:
    """When the yearly question is due, and whether that day has come."""

    due_on: date
    is_due: bool


def months_after(day: date, months: int) -> date:
    """The same day so many months on; the last day of a month that has no such day."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def outstay(stage: Stage, since: date, on: date, policy: LifecyclePolicy) -> Outstay | None:
    """Whether the stage that began on `since` has outstayed at the end of day `on`.

    A stage of twelve months that began on 1 March may last to the end of February: it has outstayed
    from 1 March on. Maturity has the yearly question instead; retired lasts for good.
    """
    months = policy.months_in(stage)
    if months is None:
        return None
    first = months_after(since, months)
    return Outstay(stage, months, first) if first <= on else None


def question(
    mature_since: date, answered_on: date | None, on: date, policy: LifecyclePolicy
) -> Question:
    """When "is continued investment justified?" is due, asked of a product in maturity.

    From its first mature day on, and again as soon as the newest answer is older than the policy's
    months: an answer of 10 March counts up to and including 9 March of the year after.
    """
    due_on = mature_since
    if answered_on is not None:
        due_on = max(mature_since, months_after(answered_on, policy.question_months))
    return Question(due_on, due_on <= on)
