"""Leadership keeps the library of standard definitions."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from metrics.actions.metrics import SHAPE
from metrics.models import MetricDefinition
from people.models import Person
from people.queries import today
from people.slugs import free_slug
from portfolio.kernel.errors import Conflict, Refused


@transaction.atomic
def add_definition(by: Person, **shape: Any) -> MetricDefinition:
    """A new standard definition at the end of the library; `shape` as in `SHAPE`.

    Raises `Refused` when one of this name is offered already.
    """
    _check_name(shape["name"], None)
    rows = MetricDefinition.objects.all()
    return MetricDefinition.objects.create(
        slug=free_slug(rows, shape["name"]), position=rows.count(), **shape
    )


@transaction.atomic
def edit_definition(
    by: Person, definition: MetricDefinition, version: int, **shape: Any
) -> MetricDefinition:
    """Reword a definition; metrics that were taken from it keep their own words.

    Raises `Conflict` when somebody saved since `version` was read.
    """
    locked = MetricDefinition.objects.select_for_update(no_key=True).get(pk=definition.pk)
    if locked.version != version:
        raise Conflict("Somebody changed this definition meanwhile.", code="stale_version")
    _check_name(shape.get("name", locked.name), locked)
    for name in SHAPE:
        if name in shape:
            setattr(locked, name, shape[name])
    locked.version += 1
    locked.save()
    return locked


@transaction.atomic
def retire_definition(by: Person, definition: MetricDefinition) -> MetricDefinition:
    """No longer offer it; the metrics taken from it stay. Harmless when repeated."""
    locked = MetricDefinition.objects.select_for_update(no_key=True).get(pk=definition.pk)
    if locked.retired_on is None:
        locked.retired_on = today()
        locked.version += 1
        locked.save(update_fields=["retired_on", "version"])
    return locked


@transaction.atomic
def return_definition(by: Person, definition: MetricDefinition) -> MetricDefinition:
    """Offer it again. Harmless when repeated."""
    locked = MetricDefinition.objects.select_for_update(no_key=True).get(pk=definition.pk)
    if locked.retired_on is not None:
        _check_name(locked.name, locked)
        locked.retired_on = None
        locked.version += 1
        locked.save(update_fields=["retired_on", "version"])
    return locked


def _check_name(name: str, own: MetricDefinition | None) -> None:
    others = MetricDefinition.objects.offered().filter(name__iexact=name)
    if own is not None:
        others = others.exclude(pk=own.pk)
    if others.exists():
        raise Refused(f"{name} is in the library already.", code="name_taken", field="name")
