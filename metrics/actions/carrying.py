"""What a quarter left unfinished goes on in a later one, when somebody says so."""

from __future__ import annotations

from django.db import transaction

from metrics.actions.objectives import once, quarter_of, require_standing
from metrics.models import KeyResult, Objective
from metrics.queries.progress import KeyResultReading, readings_of
from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Refused
from portfolio.kernel.numbers import ONE
from portfolio.kernel.quarters import Quarter


def quarter_after(objective: Objective) -> Quarter:
    """Where it would go on: the quarter that is under way. Raises `Refused` before its end."""
    own = quarter_of(objective)
    if own.end > today():
        raise Refused(
            f"{own.label} is not over. What is unfinished on its last day can be carried over.",
            code="quarter_not_over",
        )
    return Quarter.of(today(), own.first_month)


def unfinished(objective: Objective) -> list[KeyResultReading]:
    """Its key results that did not reach their target by the end of its quarter."""
    (reading,) = readings_of([objective], today())
    return [one for one in reading.results if one.progress != ONE]


@transaction.atomic
def carry_over(by: Person, objective: Objective) -> Objective:
    """Write the objective anew for the current quarter, with its unfinished key results.

    Each sets out from where it stood; the old one keeps its progress. Repeated, it is the one
    already carried over. Raises `Refused` when the quarter is not over or nothing is unfinished.
    """
    locked = Objective.objects.select_for_update(no_key=True).get(pk=objective.pk)
    already = Objective.objects.filter(carried_from=locked).first()
    if already is not None:
        return already
    require_standing(locked)
    quarter, rest = quarter_after(locked), unfinished(locked)
    if not rest:
        raise Refused("Every key result reached its target.", code="nothing_unfinished")
    names = ("level", "cluster", "product", "title", "sentence", "goal")
    values = {name: getattr(locked, name) for name in names}
    fresh = Objective(
        quarter_start=quarter.start, carried_from=locked, written_on=today(), **values
    )
    once(fresh.save, f"There is an objective “{fresh.title}” in {quarter.label} already.")
    KeyResult.objects.bulk_create(_onward(fresh, one, place) for place, one in enumerate(rest))
    return fresh


def _onward(objective: Objective, one: KeyResultReading, place: int) -> KeyResult:
    row = one.row
    return KeyResult(
        objective=objective,
        title=row.title,
        metric=row.metric,
        unit=row.unit,
        start=row.start if one.current is None else one.current,
        target=row.target,
        confidence=row.confidence if one.confidence is None else one.confidence,
        position=place,
        written_on=today(),
    )
