"""Who asks the API, and how: settled by the middleware, told to the framework here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.negotiation import BaseContentNegotiation

from portfolio.kernel.requests import AlmanacRequest


class ApiRequest(AlmanacRequest):
    """A request of the API: beside what every request has, the JSON it brought."""

    if TYPE_CHECKING:
        data: Any
        query_params: Any
        auth: Any


class KnownPerson(BaseAuthentication):
    """The person the middleware found; see `portfolio.middleware.bearer`."""

    def authenticate(self, request: Any) -> tuple[Any, Any] | None:
        """Person and token, the latter None for a session; None for a stranger."""
        person = request._request.user
        if not person.is_authenticated:
            return None
        return person, getattr(request._request, "token", None)

    def authenticate_header(self, request: Any) -> str:
        """How a stranger may introduce themselves."""
        return "Bearer"


class AlwaysJson(BaseContentNegotiation):
    """There is one shape of answer, whatever a program says it accepts."""

    def select_parser(self, request: Any, parsers: list[Any]) -> Any:
        """The parser of the content type; None makes it 415."""
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == kind), None)

    def select_renderer(self, request: Any, renderers: list[Any], format_suffix: Any = None) -> Any:
        """The only one."""
        return renderers[0], renderers[0].media_type
