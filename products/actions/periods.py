"""The one way a dated row gives way to the next."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from portfolio.kernel.errors import Refused
from products.models.periods import Dated

Row = TypeVar("Row", bound=Dated)


def from_day(day: date) -> DateRange:
    """The open-ended period that begins on `day`."""
    return DateRange(day, None, "[)")


def succeed(rows: models.QuerySet[Row], on: date, **values: Any) -> Row:
    """End the open row of `rows` on `on` and begin one with `values` there.

    `rows` must be all rows of one subject, locked by the caller through their parent. A row that
    began on the very same day is replaced, because it never held at the end of a day. Raises
    `Refused` when something dated later is already known: the past is corrected, not overwritten.
    """
    newest = rows.order_by("-period__startswith").first()
    if newest is not None:
        if newest.since > on:
            raise Refused(
                f"Something later is already recorded: a change on {newest.since:%-d %b %Y}. "
                "Choose that day or a later one.",
                code="later_change_exists",
                field="on",
            )
        if newest.until is not None and newest.until > on:
            raise Refused(
                f"The current entry already ends on {newest.until:%-d %b %Y}.",
                code="already_ended",
                field="on",
            )
        _end(newest, on)
    row: Row = rows.model(period=from_day(on), **values)
    row.save(force_insert=True)
    return row


def _end(row: Dated, on: date) -> None:
    if row.since == on:
        row.delete()
    elif row.until is None:
        row.period = DateRange(row.since, on, "[)")
        row.save(update_fields=["period"])
