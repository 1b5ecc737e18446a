"""Asks the table of addresses before any view runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import resolve_url

from portfolio.access import TABLE
from portfolio.kernel.errors import Forbidden
from portfolio.kernel.words import joined
from portfolio.middleware.answers import API, line, refusal, wants_json
from portfolio.middleware.refusals import refused

SAFE = {"HEAD": "GET", "OPTIONS": "GET"}


class AccessMiddleware:
    """Refuses strangers, wrong roles, undeclared methods and undeclared addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """None lets the view run; an answer replaces it."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        methods = TABLE.get(name)
        if methods is None:
            undeclared = Forbidden("This address is not open to anybody yet.", code="undeclared")
            return refused(request, undeclared)
        rule = methods.get(SAFE.get(str(request.method), str(request.method)))
        if rule is None:
            return wrong_method(request, sorted(methods))
        if rule.is_public:
            return None
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not rule.admits(request.user):
            return refused(request, Forbidden(f"This is for {rule.who}.", code="not_allowed"))
        return None


def wrong_method(request: HttpRequest, methods: list[str]) -> HttpResponse:
    """405 with the methods there are; programs are told in their shape."""
    if not wants_json(request):
        return HttpResponseNotAllowed(methods)
    answer = refusal(request, 405, "wrong_method", f"This address takes {joined(methods)}.")
    answer["Allow"] = ", ".join(methods)
    return answer


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page goes to the sign-in form and back; a fragment and a program are told 401.

    The fragment is a line under the header (`static/js/requests.js`), so what was typed stays.
    """
    if request.path.startswith(API):
        answer = refusal(request, 401, "not_signed_in", "Sign in, or send a bearer token.")
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    if request.headers.get("HX-Request") == "true":
        context = {"sign_in": resolve_url(settings.LOGIN_URL)}
        return line("errors/401.html", context, 401)
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect_to_login(back, resolve_url(settings.LOGIN_URL))
