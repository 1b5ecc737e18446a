"""An item's place in the order."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from backlogs.actions import move_item
from backlogs.forms.items import PositionForm
from backlogs.queries.items import find_pair, item_detail_page
from backlogs.values import Reference
from backlogs.views.lists import show_conflict
from backlogs.views.origin import back_to
from backlogs.views.told import say, undo_url
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog


@require_http_methods(["GET", "HEAD", "POST"])
def item_position(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """GET: choose a place. POST: move there; scripts are told 204, or 409 with the true order."""
    if request.method != "POST":
        return _choose(request, reference, PositionForm())
    form = PositionForm(request.POST)
    if not form.is_valid():
        return _choose(request, reference, form, status=422)
    place = form.place
    beside = place.get("after", place.get("before"))
    item, neighbour = find_pair(reference, beside)
    require_backlog(request.user, item.cluster_id)
    if neighbour is not None:
        place = dict.fromkeys(place, neighbour)
    try:
        moved = move_item(request.user, item, list_version=form.cleaned_data["version"], **place)
    except Conflict as conflict:
        return show_conflict(request, item.cluster.slug, conflict)
    if htmx.wants_fragment(request):
        undo = undo_url(moved.act)
        answer = HttpResponse(status=204)
        return htmx.with_event(answer, "undoable", {"url": undo}) if undo else answer
    say(request, f"Moved {reference}.", moved.act)
    return htmx.redirect(request, back_to(request, item.cluster.slug))


def _choose(
    request: AlmanacRequest, reference: Reference, form: PositionForm, status: int = 200
) -> HttpResponse:
    page = item_detail_page(request.user, reference, request.moment)
    if not page.can_edit:
        item, _ = find_pair(reference, None)
        require_backlog(request.user, item.cluster_id)
    context = {"page": page, "form": form}
    return render(request, "backlogs/item_position.html", context, status=status)
