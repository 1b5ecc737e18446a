"""Owner hours are written down month by month; leadership marks what weighs strategically."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Refused
from products.actions.periods import from_day
from products.models import OwnerHours, Product, StrategicMark


@transaction.atomic
def record_hours(by: Person | None, product: Product, hours: Mapping[date, Decimal | None]) -> int:
    """Write the hours of each month, named by its first day; None takes a month's entry away.

    Says how many months changed. Raises `Refused` for a month that has not begun.
    """
    if any(month > today() for month in hours):
        raise Refused("A month to come has no hours yet.", code="in_future")
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    known = {row.month: row for row in OwnerHours.objects.filter(product=product, month__in=hours)}
    changed = 0
    for month, amount in hours.items():
        row = known.get(month)
        if amount is None:
            changed += row.delete()[0] if row else 0
        elif row is None or row.hours != amount:
            OwnerHours.objects.update_or_create(
                product=product,
                month=month,
                defaults={"hours": amount, "recorded_by": by, "recorded_at": timezone.now()},
            )
            changed += 1
    return changed


@transaction.atomic
def mark_strategic(by: Person | None, product: Product, on: date, reason: str) -> StrategicMark:
    """Say from `on` that the product weighs strategically; the same reason again changes nothing.

    Another reason takes the place of the present one from that day on.
    """
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    current = StrategicMark.objects.filter(product=product).open().first()
    if current is not None and current.reason == reason:
        return current
    _end(product, on)
    if StrategicMark.objects.filter(product=product, period__overlap=from_day(on)).exists():
        raise Refused("Choose a later day: it was marked then already.", code="later_change_exists")
    return StrategicMark.objects.create(
        product=product, reason=reason, marked_by=by, period=from_day(on)
    )


@transaction.atomic
def lift_mark(by: Person, product: Product, on: date) -> None:
    """From `on` it is not strategic any more; harmless when it is not."""
    Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    _end(product, on)


def _end(product: Product, on: date) -> None:
    current = StrategicMark.objects.filter(product=product).open().first()
    if current is None or current.since > on:
        return
    if current.since == on:
        current.delete()
        return
    current.period = DateRange(current.since, on, "[)")
    current.save(update_fields=["period"])
