"""A draft comes true: its moves chosen, looked at once more, and made."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from portfolio.actions.draft_application import apply_draft
from portfolio.draft_forms import DraftApplicationForm
from portfolio.kernel import htmx
from portfolio.kernel.errors import DomainError
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.words import counted
from portfolio.queries.draft_application import ApplicationPage, draft_application_page
from portfolio.queries.drafts import find_draft
from portfolio.views.drafts import METHODS, draft_url


@require_http_methods(METHODS)
def draft_application(request: AlmanacRequest, pk: int) -> HttpResponse:
    """GET: which moves can be made. POST: make the chosen ones, all of them or none."""
    if request.method != "POST":
        return _show(request, draft_application_page(request.user, pk, request.moment))
    offered = [int(text) for text in request.POST.getlist("moves") if text.isdecimal()]
    form = DraftApplicationForm(request.POST, offered=offered)
    draft = find_draft(request.user, pk)
    if not form.is_valid():
        page = draft_application_page(request.user, pk, request.moment, offered)
        return _show(request, page, 422, "Choose the moves again.")
    given = form.cleaned_data
    try:
        result = apply_draft(request.user, draft, set(given["moves"]), given["version"])
    except DomainError as refused:
        page = draft_application_page(request.user, pk, request.moment, given["moves"])
        return _show(request, page, refused.status, refused.message)
    rest = "" if result.is_whole else " The rest stays in the draft."
    messages.success(request, f"{counted(result.made, 'move')} made.{rest}")
    return htmx.redirect(request, draft_url(pk))


def _show(
    request: AlmanacRequest, page: ApplicationPage, status: int = 200, alert: str = ""
) -> HttpResponse:
    context = {"page": page, "alert": alert, "cancel": draft_url(page.draft.pk)}
    return htmx.render(request, "portfolio/draft_application.html", context, status=status)
