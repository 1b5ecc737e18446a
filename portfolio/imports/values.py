"""Values as a record of an import keeps them: JSON that can be compared and turned back."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from portfolio.kernel.numbers import plain

Kept = str | int | bool | None | list[Any] | dict[str, Any]


def kept(value: Any) -> Kept:
    """A value of a model as JSON; equal values are equal text, whatever type held them."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    if isinstance(value, DateRange):
        return {"from": kept(value.lower), "to": kept(value.upper)}
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [kept(part) for part in value]
    if isinstance(value, dict):
        return {str(key): kept(part) for key, part in value.items()}
    return str(value)


def turned_back(value: Kept) -> Any:
    """A kept value as a model takes it; a period becomes a range again, the rest stays text."""
    if isinstance(value, dict) and set(value) == {"from", "to"}:
        return DateRange(_day(value["from"]), _day(value["to"]), "[)")
    return value


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
