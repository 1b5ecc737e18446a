"""Objectives are written, reworded, given up and, on purpose only, carried over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from metrics.models import Objective, StrategicGoal
from metrics.values.objectives import ObjectiveLevel
from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.quarters import Quarter
from products.models import Cluster, Product

EDITABLE = ("title", "sentence", "goal")
Made = TypeVar("Made")


def quarter_of(objective: Objective) -> Quarter:
    """The quarter the objective is for, in the organisation's calendar."""
    return Quarter.of(objective.quarter_start, organisation().first_month)


@transaction.atomic
def add_objective(
    by: Person | None,
    quarter: Quarter,
    *,
    title: str,
    sentence: str = "",
    goal: StrategicGoal | None = None,
    cluster: Cluster | None = None,
    product: Product | None = None,
    written_on: date | None = None,
) -> Objective:
    """An objective of the product, else of the cluster, else of the whole portfolio."""
    level = ObjectiveLevel.PORTFOLIO
    if product is not None:
        level = ObjectiveLevel.PRODUCT
    elif cluster is not None:
        level = ObjectiveLevel.CLUSTER
    return once(
        lambda: Objective.objects.create(
            level=level,
            cluster=cluster,
            product=product,
            quarter_start=quarter.start,
            title=title,
            sentence=sentence,
            goal=goal,
            written_on=written_on or today(),
        ),
        f"There is an objective “{title}” in {quarter.label} already.",
    )


@transaction.atomic
def edit_objective(by: Person, objective: Objective, version: int, **fields: Any) -> Objective:
    """Reword it; raises `Conflict` when somebody saved since `version` was read."""
    locked = lock_open(objective)
    if locked.version != version:
        raise Conflict("Somebody changed this objective meanwhile.", code="stale_version")
    for name in EDITABLE:
        if name in fields:
            setattr(locked, name, fields[name])
    locked.version += 1
    once(locked.save, f"There is an objective “{locked.title}” in this quarter already.")
    return locked


@transaction.atomic
def drop_objective(by: Person, objective: Objective, reason: str) -> Objective:
    """Give it up from today, with a reason; it stays readable. Harmless when repeated."""
    row = Objective.objects.select_for_update(no_key=True).get(pk=objective.pk)
    if row.dropped_on is not None:
        return row
    row = lock_open(objective)
    row.dropped_on, row.drop_reason = today(), reason
    row.version += 1
    row.save(update_fields=["dropped_on", "drop_reason", "version"])
    return row


def lock_open(objective: Objective) -> Objective:
    """The objective, locked, while it may still be changed: its quarter lasts, it stands.

    Raises `Refused` for one that was given up and for one whose quarter is over: what a review has
    shown stays, and what is unfinished is carried over.
    """
    row = Objective.objects.select_for_update(no_key=True).get(pk=objective.pk)
    require_standing(row)
    quarter = quarter_of(row)
    if quarter.end <= today():
        raise Refused(
            f"{quarter.label} is over: the objective stays as it was. "
            "Carry over what is unfinished.",
            code="quarter_over",
        )
    return row


def require_standing(objective: Objective) -> None:
    """Raise `Refused` for an objective that was given up."""
    if objective.dropped_on is not None:
        raise Refused(f"“{objective.title}” was given up.", code="objective_dropped")


def once(write: Callable[[], Made], words: str) -> Made:
    """Run `write`; a title that is taken becomes the form's own error."""
    try:
        with transaction.atomic():
            return write()
    except IntegrityError as error:
        if "title_unique" not in str(error):
            raise
        raise Refused(words, code="title_taken", field="title") from error
