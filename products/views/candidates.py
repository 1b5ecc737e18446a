"""Inventory entries: the list, and judging many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from people.queries import today
from portfolio.kernel import htmx
from portfolio.kernel.errors import DomainError, Refused
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.words import counted
from products.actions.candidates import judge_candidates
from products.candidate_forms import JudgementsForm, read_picks
from products.queries import candidate_list_page
from products.queries.candidates import CandidateFilter
from products.values.triage import Judgement


@require_safe
def candidate_list(request: AlmanacRequest) -> HttpResponse:
    """What inventories hold, found and filtered; those nobody has judged come first to hand."""
    return _show(request, CandidateFilter.read(request.GET.dict()))


@require_POST
def candidate_judgements(request: AlmanacRequest) -> HttpResponse:
    """Judge every candidate picked, or none and say why; what was typed is kept."""
    wanted = CandidateFilter.read(request.POST.dict())
    form = JudgementsForm(request.POST)
    picks = read_picks(request.POST.getlist("pick"))
    kept: dict[str, Any] = {"form": form, "picked": set(picks)}
    try:
        if not form.is_valid():
            raise Refused(_first_error(form), code="form_invalid")
        judged = judge_candidates(request.user, picks, form.said())
    except DomainError as error:
        return _show(request, wanted, error=error.message, status=error.status, **kept)
    words = f"{counted(len(picks), 'candidate')} judged: {_label(form)}."
    if not judged:
        words = "That was said already."
    if htmx.wants_fragment(request):
        return htmx.with_toast(_show(request, wanted), words)
    messages.success(request, words)
    return htmx.redirect(request, wanted.url())


def _show(
    request: AlmanacRequest, wanted: CandidateFilter, status: int = 200, **more: Any
) -> HttpResponse:
    page = candidate_list_page(wanted, request.user, today())
    context = {"page": page, **more}
    return htmx.render(
        request, "products/candidate_list.html", context, fragment="list", status=status
    )


def _first_error(form: JudgementsForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def _label(form: JudgementsForm) -> str:
    return Judgement(form.cleaned_data["judgement"]).label.lower()
