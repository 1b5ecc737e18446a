"""A database that is away or hangs is an answer a person understands, not a crash."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse

from portfolio.middleware.answers import refusal

RETRY_AFTER_S = 5
log = logging.getLogger(__name__)


class DatabaseErrorMiddleware:
    """Turns the errors of an absent database into 503 with `Retry-After`, nothing stored."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError) as error:
            return _unavailable(request, error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The same for views, before Django turns the error into a 500."""
        if isinstance(error, (OperationalError, InterfaceError)):
            return _unavailable(request, error)
        return None


def _unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("database unavailable: %s", " ".join(str(error).split()))
    connection.close_if_unusable_or_obsolete()
    answer = refusal(
        request,
        503,
        "database-away",
        "The database isn't answering right now. Nothing was saved; please try again in a moment.",
    )
    answer["Retry-After"] = str(RETRY_AFTER_S)
    return answer
