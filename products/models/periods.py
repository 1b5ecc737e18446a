"""What every dated row shares: a half-open date range and the rule that rows never overlap."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    """Rows with a `period`, selected by date."""

    def on(self, day: date) -> DatedQuerySet[Row]:
        """Rows whose period holds at the end of `day`."""
        return self.filter(period__contains=day)

    def open(self) -> DatedQuerySet[Row]:
        """Rows without an end."""
        return self.filter(period__endswith__isnull=True)


def no_overlap(columns: str | list[str], name: str, **extra: Any) -> ExclusionConstraint:
    """At most one row per value of the column, or of the columns together, on any day.

    An integer key is turned into a one-point range, so GiST needs no extension for it.
    """
    points = [
        Func(F(column), F(column), Value("[]"), function="int8range")
        for column in ([columns] if isinstance(columns, str) else columns)
    ]
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((point, RangeOperators.OVERLAPS) for point in points),
            ("period", RangeOperators.OVERLAPS),
        ],
        **extra,
    )


def not_empty(name: str) -> models.CheckConstraint:
    """A period has a first day and lasts at least that day."""
    return models.CheckConstraint(
        condition=Q(period__isempty=False, period__startswith__isnull=False), name=name
    )


class Dated(models.Model):
    """Base of every dated row: `period` is `[from, to)`, open-ended while it lasts."""

    period = DateRangeField()

    class Meta:
        abstract = True

    @property
    def since(self) -> date:
        """First day of the period."""
        first: date = self.period.lower
        return first

    @property
    def until(self) -> date | None:
        """First day after the period, or None while it lasts."""
        after: date | None = self.period.upper
        return after
