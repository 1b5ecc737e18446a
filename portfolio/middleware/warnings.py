"""After a change the warnings it concerns are looked at again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from portfolio.concerns import concerns
from portfolio.middleware.moment import SAFE_METHODS
from reviews.actions.warning_due import note_due
from reviews.tasks import ring_for_due_warnings

log = logging.getLogger(__name__)


class WarningsMiddleware:
    """Notes what a successful unsafe request concerns, and rings; the last of all middlewares."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        has_run = getattr(request, "_reached_its_view", False)
        if has_run and request.method not in SAFE_METHODS and response.status_code < 400:
            _note(request)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Being last, it is asked only where no other middleware has refused."""
        request._reached_its_view = True  # type: ignore[attr-defined]


def _note(request: HttpRequest) -> None:
    """A change that is made is made: what fails here is left for the night."""
    match = request.resolver_match
    if settings.WARNINGS_FOLLOW_S is None or match is None or not request.user.is_authenticated:
        return
    try:
        found = concerns(
            match.view_name, match.route, match.kwargs, str(request.method),
            request.user,
        )  # fmt: skip
        for concern in found:
            note_due(**asdict(concern))
    except DatabaseError as error:
        log.warning("warnings are looked at tonight only: %s", error)
        return
    if found:
        ring_for_due_warnings(settings.WARNINGS_FOLLOW_S)
