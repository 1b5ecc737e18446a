"""The organisation pursues goals; products say what they are for and which goals they serve."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from metrics.models import GoalContribution, ProductPurpose, StrategicGoal
from metrics.values.objectives import ANSWERS
from people.models import Person
from people.slugs import free_slug
from portfolio.kernel.errors import Conflict, Refused
from products.actions.periods import from_day, succeed
from products.models import Product

EDITABLE = ("name", "sentence", "position")


@transaction.atomic
def add_goal(by: Person | None, *, name: str, opened_on: date, **fields: Any) -> StrategicGoal:
    """The organisation pursues a goal from `opened_on`; `fields` as in `EDITABLE`."""
    rows = StrategicGoal.objects.all()
    return StrategicGoal.objects.create(
        name=name, slug=free_slug(rows, name), opened_on=opened_on, **fields
    )


@transaction.atomic
def edit_goal(by: Person, goal: StrategicGoal, version: int, **fields: Any) -> StrategicGoal:
    """Reword a goal; raises `Conflict` when somebody saved since `version` was read."""
    locked = StrategicGoal.objects.select_for_update(no_key=True).get(pk=goal.pk)
    if locked.version != version:
        raise Conflict("Somebody changed this goal meanwhile.", code="stale_version")
    for name in EDITABLE:
        if name in fields:
            setattr(locked, name, fields[name])
    locked.version += 1
    locked.save()
    return locked


@transaction.atomic
def close_goal(by: Person, goal: StrategicGoal, on: date, note: str) -> StrategicGoal:
    """The goal is no longer pursued from `on`; its objectives stay. Harmless when repeated."""
    locked = StrategicGoal.objects.select_for_update(no_key=True).get(pk=goal.pk)
    if locked.closed_on is not None:
        return locked
    if on < locked.opened_on:
        raise Refused(
            f"It is pursued only since {locked.opened_on:%-d %b %Y}.",
            code="closed_before_opened",
            field="on",
        )
    locked.closed_on, locked.closing_note = on, note
    locked.version += 1
    locked.save(update_fields=["closed_on", "closing_note", "version"])
    return locked


@transaction.atomic
def say_purpose(
    by: Person | None,
    product: Product,
    on: date,
    *,
    goals: Collection[StrategicGoal],
    version: int | None = None,
    **answers: str,
) -> None:
    """The product's three answers (`ANSWERS`) and the goals it serves, from `on`.

    What it said before stays for the days on which it held. `version` is `version_of` as the
    answers were read; raises `Conflict` when somebody answered since.
    """
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    rows = ProductPurpose.objects.filter(product=locked)
    current = rows.open().first()
    if version is not None and version != (current.pk if current else 0):
        raise Conflict("Somebody answered these questions meanwhile.", code="stale_version")
    before = {name: getattr(current, name, "") for name in ANSWERS}
    if before != {**before, **answers}:
        succeed(rows, on, product=locked, said_by=by, **{**before, **answers})
    _serve(by, locked, {goal.pk for goal in goals}, on)


def version_of(product: Product) -> int:
    """What the open answers are known by; 0 while there are none."""
    row = ProductPurpose.objects.filter(product=product).open().first()  # type: ignore[attr-defined]
    return row.pk if row else 0


def _serve(by: Person | None, product: Product, wanted: set[int], on: date) -> None:
    """Begin and end contributions so that those open are the wanted ones."""
    held = {row.goal_id: row for row in GoalContribution.objects.filter(product=product).open()}
    for goal_id, row in held.items():
        if goal_id in wanted:
            continue
        if row.since >= on:
            row.delete()  # it never held at the end of a day
        else:
            row.period = DateRange(row.since, on, "[)")
            row.save(update_fields=["period"])
    for goal_id in sorted(wanted - set(held)):
        GoalContribution.objects.create(
            product=product, goal_id=goal_id, period=from_day(on), said_by=by
        )
