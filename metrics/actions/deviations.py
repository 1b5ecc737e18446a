"""The owner accepts for a while what is worse than the target, and ends it early."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from metrics.calculations.attainment import judged
from metrics.models import AcceptedDeviation, Metric
from metrics.queries.cards import metric_policy_on
from metrics.queries.histories import rows_of
from metrics.values import Status
from people.models import Person
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.marks import day
from portfolio.kernel.words import counted

ONE_DAY = timedelta(days=1)


@transaction.atomic
def accept_deviation(
    by: Person | None, metric: Metric, on: date, *, value: Decimal, until: date, reason: str
) -> AcceptedDeviation:
    """Live with `value` from `on` up to and with `until`. Harmless when repeated.

    Raises `Conflict` while another is in force, and `Refused` for what needs no acceptance, a last
    day in the past or beyond the policy's limit, and a metric without a target.
    """
    locked = Metric.objects.select_for_update(no_key=True).get(pk=metric.pk)
    current = locked.deviations.filter(period__endswith__gt=on).first()
    if current is not None:
        if (current.value, current.agreed_until, current.reason) == (value, until, reason):
            return current
        raise Conflict(
            f"A deviation is accepted until {day(current.agreed_until)} already. End it first.",
            code="deviation_in_force",
        )
    _check_days(on, until)
    _check_value(locked, on, value)
    return AcceptedDeviation.objects.create(
        metric=locked,
        period=DateRange(on, until + ONE_DAY, "[)"),
        value=value,
        agreed_until=until,
        reason=reason,
        accepted_by=by,
    )


@transaction.atomic
def end_deviation(by: Person, metric: Metric, on: date, reason: str) -> AcceptedDeviation:
    """It no longer holds from `on`; one accepted that very day still holds for that day.

    Harmless when repeated. Raises `NotFound` where none was in force.
    """
    locked = Metric.objects.select_for_update(no_key=True).get(pk=metric.pk)
    row = locked.deviations.filter(period__startswith__lte=on).first()
    if row is None or (row.period.upper <= on and not row.was_ended):
        raise NotFound("No deviation is accepted now.", code="no_deviation")
    if row.was_ended:
        return row
    row.period = DateRange(row.since, max(on, row.since + ONE_DAY), "[)")
    row.ended_by, row.ended_reason = by, reason
    row.save(update_fields=["period", "ended_by", "ended_reason"])
    return row


def _check_days(on: date, until: date) -> None:
    if until < on:
        raise Refused("The last day is over already.", code="until_in_past", field="until")
    limit = metric_policy_on(on).deviation_days
    if (until - on).days > limit:
        raise Refused(
            f"At most {counted(limit, 'day')} at once, that is until "
            f"{day(on + timedelta(days=limit))}. It can be accepted anew then.",
            code="until_too_late",
            field="until",
        )


def _check_value(metric: Metric, on: date, value: Decimal) -> None:
    (row,) = rows_of([metric], on)
    target = row.history.target_on(on)
    if target is None:
        raise Refused("There is no target to deviate from. Set one first.", code="no_target")
    if judged(value, target) is Status.ON_TARGET:
        raise Refused(
            "That is as good as the target, so there is nothing to accept.",
            code="value_on_target",
            field="value",
        )
