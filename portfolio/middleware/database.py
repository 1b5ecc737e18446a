"""A database that is away, or that refuses a value, is an answer a person understands."""

import logging
from collections.abc import Callable

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from portfolio.kernel.jsonbody import BadJson
from portfolio.middleware.answers import refusal

RETRY_AFTER_S = 5
log = logging.getLogger(__name__)


class DatabaseErrorMiddleware:
    """503 with `Retry-After` for a database that is away, 400 for a value it cannot hold.

    Either way the transaction is gone, so nothing half-done stays. This sees the errors of views;
    those of other middleware (sessions, access) end in `handler500`, which asks `answer_to` too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Before Django turns the error into a 500."""
        return answer_to(request, error)


def answer_to(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The answer to an error that isn't ours; None for one that is."""
    if isinstance(error, OperationalError | InterfaceError):
        return _away(request, error)
    if isinstance(error, DataError):
        log.error("the database refused a value", exc_info=error)
        return refusal(request, 400, "bad-value", "A value here is none we can store.")
    if isinstance(error, BadJson):
        return refusal(request, 400, "bad-json", str(error))
    return None


def _away(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("database unavailable: %s", " ".join(str(error).split()))
    answer = refusal(
        request,
        503,
        "database-away",
        "The database isn't answering right now. Nothing was saved; please try again in a moment.",
    )
    answer["Retry-After"] = str(RETRY_AFTER_S)
    return answer
