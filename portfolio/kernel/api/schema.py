"""How the API describes itself: every operation with every refusal it may answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from portfolio.kernel.api.reading import Strict

ALWAYS = {
    "400": "The address or the JSON cannot be read.",
    "401": "Nobody is signed in, or the token is not valid.",
    "403": "This person, or this token, may not do this.",
    "404": "There is no such thing.",
    "422": "Something sent breaks a rule; field and errors say which.",
    "429": "Too many requests this minute; Retry-After says when to go on.",
    "503": "The database is away; Retry-After says when to try again.",
}
WRITING = {
    "409": "Somebody else was faster.",
    "411": "The length of the body is not announced.",
    "413": "The body is too large.",
    "415": "The body is not application/json.",
}
VERSIONED = {
    "412": "Somebody changed it since the version in If-Match.",
    "428": "If-Match is missing.",
}

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description='The ETag of the version you read, such as "7". Without it: 428.',
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="A name you give to this one act, 1 to 100 visible ASCII characters. Sent again "
    "within a week with the same body, it changes nothing and gets the first answer again.",
)


class WrongField(serializers.Serializer):
    """One field that cannot be taken."""

    field = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()


class Problem(serializers.Serializer):
    """What every refusal looks like."""

    code = serializers.CharField(help_text="For programs.")
    message = serializers.CharField(help_text="For people, one or two sentences.")
    field = serializers.CharField(allow_null=True, help_text="What it concerns.")
    errors = WrongField(many=True)
    details = serializers.DictField()
    request_id = serializers.CharField(help_text="Leads to the log; also in X-Request-ID.")


class Schema(AutoSchema):
    """Adds the refusals, and says that unknown fields are refused."""

    def get_operation_id(self) -> str:
        """`item_list_post` for the POST of `api_item_list`."""
        return f"{type(self.view).__name__.removeprefix('api_')}_{self.method.lower()}"

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        found: dict[str, Any] = super()._get_response_bodies(direction)
        refusals = dict(ALWAYS)
        if self.method not in ("GET", "HEAD"):
            refusals |= WRITING
        if self.method in ("PATCH", "DELETE"):
            refusals |= VERSIONED
        for code, words in refusals.items():
            told = OpenApiResponse(Problem, words)
            answer = self._get_response_for_code(told, code, None, direction)  # type: ignore[no-untyped-call]
            found.setdefault(code, answer)
        return found

    def _map_serializer(
        self, serializer: Any, direction: Any, bypass_extensions: Any = False
    ) -> Any:
        found = super()._map_serializer(serializer, direction, bypass_extensions)  # type: ignore[no-untyped-call]
        if direction == "request" and isinstance(serializer, Strict):
            found["additionalProperties"] = False
        return found


class KnownPersonScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """A bearer token, or the session of the browser."""

    target_class = "portfolio.kernel.api.asking.KnownPerson"
    name = ["token", "session"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """Both ways in."""
        return [
            {"type": "http", "scheme": "bearer", "description": "A token an admin issued."},
            {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
        ]
