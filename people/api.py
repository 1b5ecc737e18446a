"""The API about people: who am I."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from people.queries import ROLES
from people.serializers import Me
from people.values import Scope
from portfolio.kernel.api.answers import answer
from portfolio.kernel.api.asking import ApiRequest
from portfolio.kernel.api.endpoint import endpoint


@extend_schema(summary="Who am I", tags=["Access"], responses=Me)
@endpoint("GET")
def api_me(request: ApiRequest) -> HttpResponse:
    """The person the session or the token stands for; a good first call."""
    person, token = request.user, request.auth
    return answer(
        {
            "person": person.slug,
            "name": person.name,
            "roles": [word.lower() for flag, word in ROLES.items() if getattr(person, flag)],
            "scope": token.scope if token else Scope.WRITE,
            "token": token.name if token else None,
            "expires_at": token.expires_at.isoformat() if token else None,
        }
    )
