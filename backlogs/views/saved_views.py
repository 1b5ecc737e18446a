"""Views of a list kept under a name: chosen, saved, renamed, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from backlogs.actions.saved_views import prefer_view, remove_view, rename_view, save_view
from backlogs.forms.saved_views import NameForm, SaveForm
from backlogs.models import SavedView
from backlogs.queries.homes import home_of
from backlogs.queries.saved_views import saved_view_edit_page, saved_view_list_page
from portfolio.kernel import htmx
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from products.models import Cluster
from products.permissions import require_backlog


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_list(request: AlmanacRequest, slug: str) -> HttpResponse:
    """GET: the views of a list and a form for another one. POST: save it."""
    cluster = home_of(slug).cluster
    path = reverse("backlogs:cluster-backlog", args=[slug])
    form = SaveForm(request.POST or None, initial={"query": request.GET.urlencode()})
    if request.method == "POST":
        form = SaveForm(request.POST)
        if form.is_valid() and form.cleaned_data["is_shared"]:
            require_backlog(request.user, cluster.pk)
    if carried_out(form, lambda _: _save(request, cluster, form)):
        query = form.filters_at(request.moment)
        messages.success(request, f"Saved the view “{form.cleaned_data['name']}”.")
        return htmx.redirect(request, f"{path}?{query or 'state=open'}")
    page = saved_view_list_page(request.user, cluster, path)
    context = {"page": page, "form": form}
    return htmx.render(request, "backlogs/saved_view_list.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_edit(request: AlmanacRequest, pk: int) -> HttpResponse:
    """GET: the name in a form. POST: rename."""
    view = _own(request, pk)
    bound = request.POST if request.method == "POST" else None
    form = NameForm(bound, initial={"name": view.name})
    if carried_out(form, lambda given: rename_view(view, given["name"])):
        messages.success(request, f"Renamed the view to “{form.cleaned_data['name']}”.")
        return htmx.redirect(request, _back(view))
    context = {"page": view, "form": form, "back": _back(view)}
    return htmx.render(request, "backlogs/saved_view_edit.html", context, status=status_of(form))


@require_POST
def saved_view_removal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Remove the view; nothing else goes with it."""
    view = _own(request, pk)
    remove_view(view)
    messages.success(request, f"Removed the view “{view.name}”.")
    return htmx.redirect(request, _back(view))


@require_POST
def saved_view_preference(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Start the list with this view, or with `off` no longer."""
    view = saved_view_edit_page(request.user, pk)
    starts = request.POST.get("off") != "1"
    prefer_view(request.user, view, is_default=starts)
    words = f"with “{view.name}”" if starts else "with what is open"
    messages.success(request, f"You start this list {words}.")
    return htmx.redirect(request, _back(view))


def _save(request: AlmanacRequest, cluster: Cluster, form: SaveForm) -> SavedView:
    given = form.cleaned_data
    query = form.filters_at(request.moment)
    return save_view(request.user, cluster, given["name"], query, is_shared=given["is_shared"])


def _own(request: AlmanacRequest, pk: int) -> SavedView:
    """A view the person may change: their own, or a shared one of a list they keep."""
    view = saved_view_edit_page(request.user, pk)
    if view.person_id is None and view.cluster_id is not None:
        require_backlog(request.user, view.cluster_id)
    return view


def _back(view: SavedView) -> str:
    assert view.cluster is not None
    return reverse("backlogs:saved-view-list", args=[view.cluster.slug])
