"""A PostgreSQL connection that gives up on a server that has stopped answering.

`statement_timeout` is kept by the server, so a server that hangs never keeps it, and over a
Unix socket the kernel sees a healthy peer. Therefore the client counts too: one second longer
than the server may take, then the connection is closed and the request answers 503.
"""

from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.abc import PQGen


class BoundedConnection(psycopg.Connection[Any]):
    """A connection whose every wait ends; `answer_within` in seconds, None for no end."""

    answer_within: float | None = None

    def wait(self, gen: PQGen[Any], interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg's, with our end where the caller names none."""
        if timeout is not None or self.answer_within is None:
            return super().wait(gen, interval=interval, timeout=timeout)
        try:
            return super().wait(gen, interval=interval, timeout=self.answer_within)
        except psycopg.errors._WaitTimeout:
            self.pgconn.finish()
            raise psycopg.OperationalError(
                f"the database has not answered for {self.answer_within:.0f} seconds"
            ) from None


USABLE_WITHIN_S = 2.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's backend, connecting through `BoundedConnection`."""

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters without our own option."""
        params = super().get_connection_params()
        params.pop("answer_within", None)
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> BoundedConnection:
        """One bounded connection at PostgreSQL's default isolation (read committed)."""
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        connection = BoundedConnection.connect(**conn_params)
        connection.answer_within = self.settings_dict["OPTIONS"].get("answer_within")
        return connection

    def is_usable(self) -> bool:
        """Whether a kept connection still answers; asked before its first use in a request."""
        if self.connection is None:
            return False
        usual, self.connection.answer_within = self.connection.answer_within, USABLE_WITHIN_S
        try:
            return bool(super().is_usable())
        finally:
            self.connection.answer_within = usual
