"""Working hours are written down and changed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from metrics.models import EventFeed, WorkingCalendar
from people.models import Person
from portfolio.kernel.errors import Conflict, Refused


@transaction.atomic
def add_calendar(by: Person, **values: Any) -> WorkingCalendar:
    """Write down when work is done; raises `Refused` for a name that is taken."""
    _check_name(values["name"], None)
    return WorkingCalendar.objects.create(**values)


@transaction.atomic
def edit_calendar(
    by: Person, calendar: WorkingCalendar, version: int, **values: Any
) -> WorkingCalendar:
    """Change it; figures made with it are made anew. Raises `Conflict` when somebody was faster."""
    locked = WorkingCalendar.objects.select_for_update().get(pk=calendar.pk)
    if locked.version != version:
        raise Conflict("Somebody changed these working hours meanwhile.", code="stale_version")
    _check_name(values["name"], locked.pk)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    EventFeed.objects.filter(calendar=locked).update(derived_at=None)
    return locked


def _check_name(name: str, own: int | None) -> None:
    held = WorkingCalendar.objects.filter(name=name).first()
    if held is not None and held.pk != own:
        raise Refused(
            f"There are working hours called “{name}” already.", code="name_taken", field="name"
        )
