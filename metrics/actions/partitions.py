"""Partitions of the measurements, a year each, made before their first day."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction

AHEAD = 2
"""Years beyond the present one that have their partition."""

THERE = "SELECT to_regclass(%s) IS NOT NULL"
MAKE = """
CREATE TABLE metrics_measurement_{year} (LIKE metrics_measurement INCLUDING DEFAULTS
                                         INCLUDING CONSTRAINTS)
"""
MOVE = """
WITH moved AS (
    DELETE FROM metrics_measurement_other
     WHERE measured_on >= %(first)s AND measured_on < %(after)s RETURNING *
)
INSERT INTO metrics_measurement_{year} SELECT * FROM moved
"""
ATTACH = """
ALTER TABLE metrics_measurement ATTACH PARTITION metrics_measurement_{year}
  FOR VALUES FROM ('{year}-01-01') TO ('{after}-01-01')
"""


def make_partitions(today: date) -> list[int]:
    """Make what is missing for the present year and those ahead; returns the years made.

    A number of a year without a partition is not lost: it lies in the default one, from which the
    new partition takes it over. Harmless when repeated, or done twice at once.
    """
    return [year for year in range(today.year, today.year + AHEAD + 1) if _make(year)]


@transaction.atomic
def _make(year: int) -> bool:
    """One year in a transaction of its own; false where it is there already."""
    values = {"first": date(year, 1, 1), "after": date(year + 1, 1, 1)}
    with connection.cursor() as cursor:
        cursor.execute(THERE, [f"metrics_measurement_{year}"])
        if cursor.fetchone()[0]:
            return False
        # Deferred checks of foreign keys would stand in the way of changing the table.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("LOCK TABLE metrics_measurement IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(THERE, [f"metrics_measurement_{year}"])
        if cursor.fetchone()[0]:
            return False
        cursor.execute(MAKE.format(year=year))
        cursor.execute(MOVE.format(year=year), values)
        cursor.execute(ATTACH.format(year=year, after=year + 1))
    return True
