"""The API's description of itself, made once for each process."""

from __future__ import annotations

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

TITLE = "Almanac API"
DESCRIPTION = (
    "The same rules as the pages. Sign in with `Authorization: Bearer <token>`; an admin issues "
    "tokens. JSON only, UTF-8, at most the body size the server says. Every refusal has the same "
    "shape: code, message, field, errors, details, request_id."
)


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3: every operation below `/api/v1/`."""
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    found["info"] = {"title": TITLE, "version": "1", "description": DESCRIPTION}
    return found
