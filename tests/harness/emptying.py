"""After a test that commits, only what it left behind is deleted.

Django truncates every table, which costs 0.2 to 0.4 s for some 150 of them, several hundred times
in a run; most hold nothing. Deleting the rows of the few that do takes 10 ms.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.test import TransactionTestCase

# Written by migrate alone, the same in every test.
KEPT = frozenset({"django_content_type", "auth_permission"})
BUSY = """
    SELECT DISTINCT relation::regclass::text FROM pg_locks
    WHERE mode = 'RowExclusiveLock' AND locktype = 'relation' AND pid <> pg_backend_pid()
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def replace_truncation() -> None:
    """Has every test that commits end with `delete_leftovers`."""
    TransactionTestCase._fixture_teardown = _teardown  # type: ignore[attr-defined]


def _teardown(_case: Any) -> None:
    delete_leftovers()


@transaction.atomic
def delete_leftovers() -> None:
    """Deletes all rows of all tables of the program, without triggers and in any order."""
    tables = _tables()
    with connection.cursor() as cursor:
        # What another process is still writing would appear only after this looked.
        cursor.execute(BUSY)
        busy = sorted({row[0].strip('"') for row in cursor.fetchall()} & set(tables))
        if busy:
            cursor.execute(f"LOCK TABLE {', '.join(map(_quoted, busy))}")
        # Neither history triggers nor foreign keys: everything goes.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in _with_rows(cursor, tables):
            cursor.execute(f"DELETE FROM {_quoted(table)}")


def _tables() -> list[str]:
    found = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted(set(found) - KEPT)


def _with_rows(cursor: CursorWrapper, tables: list[str]) -> Iterator[str]:
    probes = (f"(SELECT '{table}' FROM {_quoted(table)} LIMIT 1)" for table in tables)
    cursor.execute(" UNION ALL ".join(probes))
    return iter([row[0] for row in cursor.fetchall()])


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table)
