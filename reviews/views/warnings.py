"""Warnings: the list, one of them, and what people do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from people.permissions import require
from portfolio.kernel import htmx
from portfolio.kernel.errors import NotFound
from portfolio.kernel.forms import carried_out
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.tabular.writing import WRITERS, written
from reviews.actions.warning_handling import acknowledge, reopen, snooze
from reviews.forms import AcknowledgeForm, ReopenForm, SnoozeForm
from reviews.permissions import require_handling, snoozes
from reviews.queries.warning_detail import WarningPage, warning_page
from reviews.queries.warning_list import warning_list_page, warning_list_table


def warning_list(request: AlmanacRequest) -> HttpResponseBase:
    """What the data says somebody should look at; `format` takes it along as a file."""
    given = request.GET.dict()
    if "format" in given:
        return _file(request, given)
    page = warning_list_page(request.moment, given, request.user)
    return htmx.render(request, "reviews/warning_list.html", {"page": page}, fragment="rows")


def warning_detail(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Why a warning is there, what would clear it, and what to do."""
    return _answer(request, warning_page(pk, request.moment, request.user))


def warning_acknowledgement(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Leadership, the owner or the person concerned knows of it and sees to it."""
    page = _own(request, pk)
    form = AcknowledgeForm(request.POST)

    def act(data: dict[str, Any]) -> object:
        return acknowledge(request.user, pk, **data)

    return _done(request, page, form, act, "Acknowledged.", {"acknowledge_form": form})


def warning_snooze(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Leadership keeps it quiet up to a day, with a reason."""
    page = warning_page(pk, request.moment, request.user)
    require(snoozes, request.user, who="leadership")
    form = SnoozeForm(request.POST)

    def act(data: dict[str, Any]) -> object:
        return snooze(request.user, pk, **data)

    return _done(request, page, form, act, "Snoozed.", {"snooze_form": form})


def warning_reopening(request: AlmanacRequest, pk: int) -> HttpResponse:
    """An acknowledgement or a snooze is taken back."""
    page = _own(request, pk)
    if page.is_snoozed:
        require(snoozes, request.user, who="leadership")
    form = ReopenForm(request.POST)

    def act(data: dict[str, Any]) -> object:
        return reopen(request.user, pk, **data)

    return _done(request, page, form, act, "Open again.", {})


def _own(request: AlmanacRequest, pk: int) -> WarningPage:
    page = warning_page(pk, request.moment, request.user)
    require_handling(request.user, page.row)
    return page


def _done(
    request: AlmanacRequest, page: WarningPage, form: Any, act: Callable[[dict[str, Any]], object],
    words: str, context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    if carried_out(form, act):
        messages.success(request, words)
        return htmx.redirect(request, reverse("reviews:warning-detail", args=[page.pk]))
    return _answer(request, page, 422, **context)


def _answer(
    request: AlmanacRequest, page: WarningPage, status: int = 200, **forms: Any
) -> HttpResponse:
    fresh = {
        "acknowledge_form": AcknowledgeForm(initial={"seen": page.seen}),
        "snooze_form": SnoozeForm(initial={"seen": page.seen}),
        "reopen_form": ReopenForm(initial={"seen": page.seen}),
    }
    context = {"page": page, **fresh, **forms}
    return htmx.render(request, "reviews/warning_detail.html", context, status=status)


def _file(request: AlmanacRequest, given: dict[str, str]) -> FileResponse:
    ending = given["format"]
    if ending not in WRITERS:
        raise NotFound("Warnings are exported as csv, xlsx or json.", code="no_such_format")
    return FileResponse(
        written(warning_list_table(request.moment, given, request.user), ending),
        as_attachment=True,
        filename=f"warnings-{request.moment.on.isoformat()}.{ending}",
        content_type=WRITERS[ending][0],
    )
