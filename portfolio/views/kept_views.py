"""Views of the portfolio's lists: chosen, saved, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from people.permissions import is_leadership, require
from portfolio.actions.kept_views import keep_view, remove_kept_view
from portfolio.kernel import htmx
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.kept_views import kept_view_list_page, kept_view_of, listed_page
from portfolio.view_form import KeptViewForm


@require_http_methods(["GET", "HEAD", "POST"])
def kept_view_list(request: AlmanacRequest, listed: str) -> HttpResponse:
    """GET: the saved views of a page and a form for what it shows. POST: save it."""
    name, page = listed_page(listed), kept_view_list_page(listed, request.moment, request.user)
    bound = request.POST if request.method == "POST" else None
    form = KeptViewForm(name, page.can_share, bound, initial={"query": request.GET.urlencode()})
    if carried_out(
        form,
        lambda given: keep_view(
            request.user,
            listed,
            given["name"],
            given["query"],
            is_shared=given.get("is_shared", False),
        ),
    ):
        messages.success(request, f"Saved the view “{form.cleaned_data['name']}”.")
        return htmx.redirect(request, page.here)
    context = {"page": page, "form": form}
    return htmx.render(request, "portfolio/kept_view_list.html", context, status=status_of(form))


@require_POST
def kept_view_removal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Remove one's own view; a shared one is leadership's to remove."""
    view = kept_view_of(pk, request.user)
    if view.person_id is None:
        require(is_leadership, request.user, who="leadership")
    remove_kept_view(view)
    messages.success(request, f"Removed the view “{view.name}”.")
    return htmx.redirect(request, reverse("portfolio:kept-view-list", args=[view.listed]))
