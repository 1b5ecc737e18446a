"""A rule of the domain that was not met becomes the page, or the JSON, of its status."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from portfolio.kernel.errors import DomainError
from portfolio.middleware.answers import back, refusal


class RefusalMiddleware:
    """Answers a `DomainError` nobody caught with its own status and sentence, never with a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What a view raised; other errors go on."""
        return refused(request, error) if isinstance(error, DomainError) else None


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The answer for a refusal; middleware that refuses before any view gives it itself.

    A conflict whose details hold `theirs` and `yours` shows both versions.
    """
    more: dict[str, Any] = {"field": error.field}
    if "theirs" in error.details:
        url = back(request) or "/"
        more["conflict"] = {**error.details, "words": error.message, "url": url}
    return refusal(request, error.status, error.code, error.message, **more)
