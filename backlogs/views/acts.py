"""What was done lately, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from backlogs.actions import undo_act
from backlogs.queries.acts import act_list_page, find_act
from backlogs.views.lists import show, show_conflict
from backlogs.views.origin import ListOrigin, back_to, list_origin
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog


@require_safe
def act_list(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The recent acts on a list, each with its Undo."""
    before = request.GET.get("before", "")
    older = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    page = act_list_page(request.user, slug, older)
    return htmx.render(request, "backlogs/act_list.html", {"page": page})


@require_POST
def act_reversal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Undo an act; 409 with both versions where somebody changed it since. Twice is harmless."""
    act = find_act(pk)
    require_backlog(request.user, act.cluster_id)
    slug = act.cluster.slug
    try:
        undo_act(request.user, act)
    except Conflict as conflict:
        return show_conflict(request, slug, conflict)
    words = f"Undone: {act.words}."
    if not htmx.wants_fragment(request):
        messages.success(request, words)
        return htmx.redirect(request, back_to(request, slug))
    if request.headers.get("HX-Target") != "list":  # a script that has put the rows back itself
        return htmx.with_toast(HttpResponse(status=204), words)
    origin = list_origin(request) or ListOrigin("cluster", slug, {})
    return htmx.with_toast(show(request, origin, fragment="list"), words)
