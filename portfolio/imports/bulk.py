"""Many rows of one table at once: sent as one JSON text, unfolded by PostgreSQL.

Ten thousand rows as parameters cost seconds of Python; as JSON they cost the encoder's few
milliseconds, and the table's own row type does the casting. Triggers run as for any insert.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.expressions import RawSQL
from django.utils import timezone

AT_ONCE = 2_000
"""Rows a statement: a second of work on a slow machine, far below the statement timeout."""


def insert_rows(model: type[models.Model], rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows given by attribute name; what a row leaves out gets the field's default.

    Returns the new keys in the order of the rows.
    """
    if not rows:
        return []
    keys = _keys(model, len(rows))
    shared = _defaults(model)
    names = [*shared, *(name for name in rows[0] if name not in shared)]
    complete = [shared | row | {"id": key} for row, key in zip(rows, keys, strict=True)]
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(name) for name in ("id", *names))
    sql = (
        f"INSERT INTO {table} ({columns}) SELECT {columns} "
        f"FROM json_populate_recordset(NULL::{table}, %s::json)"
    )
    _in_pieces(sql, complete)
    return keys


def update_rows(
    model: type[models.Model], attributes: Iterable[str], rows: list[tuple[int, dict[str, Any]]]
) -> None:
    """Set the same attributes of many rows, each to its own value."""
    if not rows:
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(f"{quote(name)} = new.{quote(name)}" for name in attributes)
    sql = (
        f"UPDATE {table} AS old SET {columns} "
        f"FROM json_populate_recordset(NULL::{table}, %s::json) AS new WHERE old.id = new.id"
    )
    _in_pieces(sql, [new | {"id": pk} for pk, new in rows])


def _in_pieces(sql: str, rows: list[dict[str, Any]]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            cursor.execute(sql, [as_json(rows[start : start + AT_ONCE])])


def delete_rows(model: type[models.Model], attribute: str, keys: list[int]) -> None:
    """Delete the rows whose attribute is one of the keys. Nothing else is looked at: the caller
    knows that nothing points at them, and the database refuses if that is wrong."""
    quote = connection.ops.quote_name
    sql = f"DELETE FROM {quote(model._meta.db_table)} WHERE {quote(attribute)} = ANY(%s)"
    with connection.cursor() as cursor:
        for start in range(0, len(keys), AT_ONCE):
            cursor.execute(sql, [keys[start : start + AT_ONCE]])


def among(keys: Iterable[int]) -> RawSQL:
    """For `id__in=`: any number of keys as one parameter; as many parameters they cost seconds."""
    return RawSQL("SELECT unnest(%s::bigint[])", [sorted(keys)])


def as_json(value: Any) -> str:
    """JSON as PostgreSQL casts it: decimals, dates and ranges as their own text."""
    return json.dumps(value, default=_text, ensure_ascii=False, separators=(",", ":"))


def _text(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, DateRange):
        return f"[{value.lower or ''},{value.upper or ''})"
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a table")


def _keys(model: type[models.Model], count: int) -> list[int]:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _defaults(model: type[models.Model]) -> dict[str, Any]:
    """What Django would fill in; columns are named like attributes throughout.

    A generated column is the database's to fill, and it refuses anybody else's value.
    """
    now = timezone.now()
    return {
        field.attname: now if getattr(field, "auto_now_add", False) else field.get_default()
        for field in model._meta.concrete_fields
        if field.attname not in ("id", "pk") and not field.generated
    }
