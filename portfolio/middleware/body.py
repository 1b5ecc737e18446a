"""Bodies that are too large are refused before a byte of them is stored."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portfolio.middleware.answers import refusal


class BodyLimitMiddleware:
    """413 by the announced length; 411 for a body that announces none.

    It stands before the CSRF check, which reads the form and with it would store the upload.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
            return refusal(request, 411, "length-required", "Send the length of the body.")
        if _announced(request) > settings.BODY_LIMIT:
            most = settings.BODY_LIMIT // (1024 * 1024)
            answer = refusal(
                request, 413, "too-large", f"This is larger than {most} MB. Nothing was stored."
            )
            answer["Connection"] = "close"
            return answer
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else settings.BODY_LIMIT + 1
