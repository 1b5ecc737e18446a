"""A function becomes an address of the API."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from rest_framework.decorators import api_view


def endpoint(*methods: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Make `function(request, …)` answer these methods under the rules all of the API has."""

    def made(function: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        inner = api_view(list(methods))(function)

        @wraps(function)
        def view(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            response: HttpResponse = inner(request, *args, **kwargs)
            return response

        # What the schema looks for. The CSRF check stays with Django's middleware, which leaves
        # out requests with a bearer token: a browser never sends one by itself.
        view.cls = inner.cls  # type: ignore[attr-defined]
        view.initkwargs = {}  # type: ignore[attr-defined]
        return view

    return made
