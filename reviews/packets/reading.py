"""A packet's frozen bytes read back, numbers exact and dates as dates."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from typing import Any

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_body(body: bytes | memoryview) -> dict[str, Any]:
    """The content of a packet. A text that is a date is read as one, for the pages."""
    content: dict[str, Any] = _dated(json.loads(bytes(body), parse_float=Decimal))
    return content


def _dated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dated(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner) for inner in value]
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
