"""The design table: drafts, their pages, what people say about them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portfolio.actions.drafts import comment_on_draft, create_draft, discard_draft, edit_draft
from portfolio.draft_forms import DraftCommentForm, DraftEditForm, DraftForm
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.requests import AlmanacRequest
from portfolio.models import Draft
from portfolio.queries.draft_detail import draft_detail_page
from portfolio.queries.draft_list import draft_comparison_page, draft_list_page
from portfolio.queries.drafts import find_draft

METHODS = ["GET", "HEAD", "POST"]


@require_safe
def draft_list(request: AlmanacRequest) -> HttpResponse:
    """The drafts one may see, each with what it comes to beside today."""
    page = draft_list_page(request.user, request.moment)
    return htmx.render(request, "portfolio/draft_list.html", {"page": page})


@require_safe
def draft_comparison(request: AlmanacRequest) -> HttpResponse:
    """Today and the chosen drafts side by side, person by person."""
    chosen = {int(text) for text in request.GET.getlist("draft") if text.isdecimal()}
    page = draft_comparison_page(request.user, request.moment, chosen)
    return htmx.render(request, "portfolio/draft_comparison.html", {"page": page})


@require_http_methods(METHODS)
def draft_create(request: AlmanacRequest) -> HttpResponse:
    """Begin a draft and go to its board."""
    form = DraftForm(request.POST if request.method == "POST" else None)
    made: list[Draft] = []

    def act(given: dict[str, Any]) -> None:
        made.append(create_draft(request.user, **given))

    if carried_out(form, act):
        return htmx.redirect(request, draft_url(made[0].pk))
    context = {"form": form, "cancel": reverse("portfolio:draft-list")}
    return htmx.render(request, "portfolio/draft_create.html", context, status=status_of(form))


@require_safe
def draft_detail(request: AlmanacRequest, pk: int) -> HttpResponse:
    """The board of one draft."""
    return show_draft(request, pk)


@require_http_methods(METHODS)
def draft_edit(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Reword or share a draft; 409 with both versions."""
    draft = find_draft(request.user, pk)
    first = {
        "name": draft.name,
        "note": draft.note,
        "is_shared": draft.is_shared,
        "version": draft.version,
    }
    form = DraftEditForm(request.POST if request.method == "POST" else None, initial=first)
    context: dict[str, Any] = {"form": form, "draft": draft, "cancel": draft_url(pk)}

    def act(given: dict[str, Any]) -> None:
        edit_draft(request.user, draft, given.pop("version"), **given)

    try:
        if carried_out(form, act):
            messages.success(request, "Saved.")
            return htmx.redirect(request, draft_url(pk))
    except Conflict as conflict:
        now = {key: value for key, value in first.items() if key != "version"}
        context["conflict"] = clash_of(form, now, draft.version, conflict.message, request.path)
        return htmx.render(request, "portfolio/draft_edit.html", context, status=409)
    return htmx.render(request, "portfolio/draft_edit.html", context, status=status_of(form))


@require_POST
def draft_dismissal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Put a draft away; it can still be read."""
    draft = discard_draft(request.user, find_draft(request.user, pk))
    messages.success(request, f"“{draft.name}” is put away. Nothing of it was applied.")
    return htmx.redirect(request, reverse("portfolio:draft-list"))


@require_POST
def draft_comment(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Say something about a draft."""
    draft = find_draft(request.user, pk)
    form = DraftCommentForm(request.POST)
    if carried_out(form, lambda given: comment_on_draft(request.user, draft, given["text"])):
        return htmx.redirect(request, draft_url(pk) + "#h-said")
    return show_draft(request, pk, status=422, comment=form)


def draft_url(pk: int) -> str:
    """The address of a draft's board."""
    return reverse("portfolio:draft-detail", args=[pk])


def show_draft(
    request: AlmanacRequest,
    pk: int,
    *,
    status: int = 200,
    alert: str = "",
    comment: DraftCommentForm | None = None,
) -> HttpResponse:
    """The board as it stands, or its fragment; `alert` says why something was not done."""
    given = request.POST if request.method == "POST" else request.GET
    page = draft_detail_page(request.user, pk, request.moment, given.dict())
    context = {"page": page, "alert": alert, "comment": comment or DraftCommentForm()}
    return htmx.render(
        request, "portfolio/draft_detail.html", context, fragment="design", status=status
    )
