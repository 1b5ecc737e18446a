"""The one shape in which a program is told what is wrong."""

from collections.abc import Iterable, Mapping
from typing import Any

SENTENCES: Mapping[int, str] = {
    400: "What was sent cannot be read.",
    403: "This is not yours to do.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    500: "Something broke on our side. Nothing was saved.",
}
"""What is said where nobody said more."""


def problem(
    request: object,
    status: int,
    code: str,
    message: str,
    *,
    field: str | None = None,
    errors: Iterable[Mapping[str, Any]] = (),
    details: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """`code` for programs, `message` for people, the field it concerns, and the request's id.

    `errors` holds every wrong field when there are several; `details` what helps to go on.
    """
    return {
        "code": code,
        "message": message or SENTENCES.get(status, ""),
        "field": field,
        "errors": [dict(error) for error in errors],
        "details": dict(details or {}),
        "request_id": getattr(request, "request_id", ""),
    }
