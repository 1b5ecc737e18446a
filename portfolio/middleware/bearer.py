"""A program introduces itself with a token, in the API only."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from people.actions.tokens import use_token
from people.values import Scope
from portfolio.middleware.answers import API, refusal

READING = ("GET", "HEAD", "OPTIONS")
BAD_TOKEN = "This token is not valid: it may be misspelt, expired or revoked."


class BearerMiddleware:
    """`Authorization: Bearer …` makes the request its person's; a bad one is 401 at once.

    Asked of the database at every request, so a revoked token and one of a person who has left
    open nothing from the next request on. No CSRF check: no browser sends this header by itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_AUTHORIZATION", "")
        if given and request.path_info.startswith(API):
            refused = self.introduce(request, given)
            if refused is not None:
                return refused
        return self.get_response(request)

    def introduce(self, request: HttpRequest, given: str) -> HttpResponse | None:
        """Put the person there, or answer."""
        scheme, _, text = given.partition(" ")
        token = use_token(text.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            answer = refusal(request, 401, "bad_token", BAD_TOKEN)
            answer["WWW-Authenticate"] = 'Bearer error="invalid_token"'
            return answer
        if token.scope == Scope.READ and request.method not in READING:
            return refusal(request, 403, "read_only_token", "This token may only read.")
        request.user = token.person
        request.token = token  # type: ignore[attr-defined]
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        return None
