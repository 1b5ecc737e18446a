"""Refusals and failures as pages. The failure page touches neither database nor session."""

import sys

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import requires_csrf_token

from portfolio.middleware.answers import refusal
from portfolio.middleware.database import answer_to


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent could not be read."""
    return refusal(request, 400, "bad_request", "")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known to this person, but not theirs to do."""
    return refusal(request, 403, "forbidden", _sentence(exception))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such thing, or none this person may know of."""
    return refusal(request, 404, "not_found", "")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something broke; the reference leads to the log. 503 when it was the database."""
    answer = answer_to(request, sys.exc_info()[1])
    return answer or refusal(request, 500, "failure", "")


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: usually a page left open for very long."""
    words = "This page was open for so long that its form is no longer valid. Load it again."
    return refusal(request, 403, "csrf", words)


def locked_out(
    request: HttpRequest, response: object = None, credentials: object = None
) -> HttpResponse:
    """429 after too many wrong passwords for one address from one place; it passes by itself."""
    words = "That was the wrong password too often. Signing in is closed for 15 minutes."
    return refusal(request, 429, "locked_out", words)


def _sentence(exception: Exception | None) -> str:
    """What the view said when it refused, if it said anything."""
    return str(exception) if exception is not None and exception.args else ""
