"""A query to a PostgreSQL database that can only read, for a few seconds, at a checked address."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from metrics.connectors.addresses import checked
from metrics.connectors.reading import day_of, number
from metrics.values.connectors import Allowed, Fetched, Limits, Request, Unfetched

MOST_ROWS = 1_000
KNOWN = ("host", "port", "dbname", "user", "sslmode")
PORT = 5432


def check_dsn(dsn: str) -> dict[str, str]:
    """The parts of a connection address. Raises `Unfetched` for what may not be in it."""
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(dsn).items() if value}
    except psycopg.ProgrammingError as error:
        raise Unfetched(f"This is no PostgreSQL address: {error}.", "not_an_address") from None
    if "password" in parts:
        raise Unfetched("Write the password into its own field.", "secret_in_address")
    other = sorted(set(parts) - set(KNOWN))
    if other:
        raise Unfetched(f"{other[0]} may not be given here.", "not_an_address")
    host = parts.get("host", "")
    if not host or host.startswith(("/", "@")) or "," in host:
        raise Unfetched("The address needs one host: postgresql://user@host/database.", "no_host")
    if not parts.get("port", str(PORT)).isdigit():
        raise Unfetched("The port is a number.", "not_an_address")
    return parts


def query(request: Request, allowed: Allowed, limits: Limits) -> list[Fetched]:
    """Rows of one value (for today), of day and value, or of day, part and whole."""
    parts = check_dsn(request.address)
    host, port = parts["host"], int(parts.get("port", PORT))
    address = checked(host, port, allowed, limits.connect_s)[0]
    milliseconds = int(limits.total_s * 1000)
    try:
        with psycopg.connect(
            make_conninfo(**parts, hostaddr=address, password=request.secret or None),
            connect_timeout=max(2, int(limits.connect_s)),
            options=f"-c default_transaction_read_only=on -c statement_timeout={milliseconds}",
            application_name="almanac",
            tcp_user_timeout=milliseconds,
        ) as connection:
            connection.read_only = True
            with connection.cursor() as cursor:
                cursor.execute(request.query.encode())
                columns = len(cursor.description or [])
                rows = cursor.fetchmany(MOST_ROWS + 1) if columns else []
            connection.rollback()
    except psycopg.errors.QueryCanceled:
        raise Unfetched(
            f"The query took longer than {limits.total_s:g} seconds.", "too_slow"
        ) from None
    except psycopg.Error as error:
        raise Unfetched(_words(error, host, request.secret), "query_failed") from None
    return _rows(rows, columns, request)


def _words(error: psycopg.Error, host: str, secret: str) -> str:
    words = " ".join((error.diag.message_primary or str(error)).split())[:300]
    return f"{host}: {words.replace(secret, '…') if secret else words}."


def _rows(rows: list[tuple[Any, ...]], columns: int, request: Request) -> list[Fetched]:
    if columns not in (1, 2, 3):
        raise Unfetched(
            "The query must give one column (the value), two (day, value) or three (day, part, "
            f"whole), not {columns}.",
            "columns_differ",
        )
    if len(rows) > MOST_ROWS:
        raise Unfetched(f"The query gives more than {MOST_ROWS} rows.", "too_many")
    if columns == 1 and len(rows) != 1:
        raise Unfetched(f"A value without a day must be one row, not {len(rows)}.", "rows_differ")
    return [_row(row, request) for row in rows]


def _row(row: tuple[Any, ...], request: Request) -> Fetched:
    if len(row) == 1:
        return Fetched(request.today, number(row[0]))
    day = row[0]
    on = day if type(day) is datetime.date else day_of(day, request.zone)
    if len(row) == 2:
        return Fetched(on, number(row[1]))
    part, whole = number(row[1]), number(row[2])
    if whole <= 0:
        raise Unfetched(f"The whole of {on.isoformat()} is not above 0.", "whole_not_positive")
    return Fetched(on, Decimal(0), part, whole)
