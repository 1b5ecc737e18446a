"""What stands in the log, and what must not."""

from __future__ import annotations

import json
import logging

from portfolio.logs import LOGGING

TOKEN = "tR9hJZ0uXyO3kq1Vb7cW2n5mA8sD4fG6hJ0kL1pQ3wE"


def written(message: str, *values: object, error: Exception | None = None) -> str:
    """The line a record of Django's becomes, as the handler writes it."""
    made = dict(LOGGING["formatters"]["json"])
    formatter = made.pop("()")(**made)
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("django.request", 40, "", 1, message, values, info)
    return str(formatter.format(record))


def test_a_shared_address_is_logged_without_its_token() -> None:
    line = written(
        "Internal Server Error: %s", f"/shared/{TOKEN}/", error=ValueError(f"at /shared/{TOKEN}/x")
    )
    assert TOKEN not in line
    assert json.loads(line)["event"] == "Internal Server Error: /shared/…/"
    assert (
        json.loads(written("Not Found: %s", "/items/CP-1/"))["event"] == "Not Found: /items/CP-1/"
    )
