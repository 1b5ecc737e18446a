"""Moves suggested for a draft: asked for, looked at, taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portfolio.actions.draft_suggestions import adopt_suggestion, ask_for_suggestion
from portfolio.kernel import htmx
from portfolio.kernel.errors import DomainError
from portfolio.kernel.jobs import ring
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.words import counted
from portfolio.queries.draft_suggestion import draft_suggestion_page, find_suggestion
from portfolio.queries.drafts import find_draft
from portfolio.suggestion_forms import AdoptionForm, SuggestionForm
from portfolio.tasks import suggest_moves
from portfolio.views.drafts import METHODS, draft_url


@require_http_methods(METHODS)
def draft_suggestion(request: AlmanacRequest, pk: int) -> HttpResponse:
    """GET: the newest suggestion and what it may keep to. POST: have one worked out."""
    if request.method != "POST":
        return _show(request, pk)
    draft = find_draft(request.user, pk)
    form = SuggestionForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form=form, status=422)
    try:
        row = ask_for_suggestion(request.user, draft, form.cleaned_data)
    except DomainError as refused:
        return _show(request, pk, form=form, status=refused.status, alert=refused.message)
    bell = ring(suggest_moves, row.pk)
    if bell.rung is False:
        messages.warning(request, bell.message)
    return htmx.redirect(request, reverse("portfolio:draft-suggestion", args=[pk]))


@require_POST
def draft_suggestion_adoption(request: AlmanacRequest, pk: int, suggestion: int) -> HttpResponse:
    """Take the chosen moves into the draft."""
    draft = find_draft(request.user, pk)
    offered = len(find_suggestion(draft, suggestion).answer.get("moves", []))
    form = AdoptionForm(request.POST, offered=offered)
    if not form.is_valid():
        return _show(request, pk, status=422, alert="Choose among the moves of this suggestion.")
    try:
        count = adopt_suggestion(request.user, draft, suggestion, form.cleaned_data["moves"])
    except DomainError as refused:
        return _show(request, pk, status=refused.status, alert=refused.message)
    messages.success(request, f"{counted(count, 'move')} taken into the draft.")
    return htmx.redirect(request, draft_url(pk))


def _show(
    request: AlmanacRequest,
    pk: int,
    *,
    form: SuggestionForm | None = None,
    status: int = 200,
    alert: str = "",
) -> HttpResponse:
    page = draft_suggestion_page(request.user, pk, request.moment)
    context = {"page": page, "form": form or SuggestionForm(), "alert": alert}
    return htmx.render(
        request, "portfolio/draft_suggestion.html", context, fragment="answer", status=status
    )
