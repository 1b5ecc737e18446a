"""Every page is as of a moment: today, or the end of the past quarter named by `?at=`."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from people.queries import organisation, today
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.moments import Moment, moment_for
from portfolio.middleware.refusals import refused

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class MomentMiddleware:
    """Puts `request.moment` there, and refuses to write into the past."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        at = request.GET.get("at")
        request.moment = SimpleLazyObject(lambda: read_moment(at))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """A nonsense quarter and a write with `at` are refused before the view runs."""
        if not request.GET.get("at"):
            return None
        if request.method not in SAFE_METHODS:
            frozen = Conflict(
                "This page shows a past quarter, and nothing in it can be edited. Go back to now "
                "and try again.",
                code="past_is_frozen",
            )
            return refused(request, frozen)
        try:
            bool(request.moment.is_past)  # type: ignore[attr-defined]
        except Refused as error:
            return refused(request, error)
        return None


def read_moment(at: str | None) -> Moment:
    """The moment for the text of `at`; raises `Refused` when it names no quarter we can show."""
    return moment_for(at, today(), organisation().first_month)
