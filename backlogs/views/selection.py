"""The items a person picked: moved, changed or closed together."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from backlogs.actions import Change, change_items, move_items
from backlogs.forms.selection import Asked, read_selection
from backlogs.queries.homes import Home, home_of
from backlogs.queries.items import find_items
from backlogs.queries.shipped import shipped_without
from backlogs.values import Reference
from backlogs.views.lists import show, show_conflict
from backlogs.views.origin import ListOrigin, back_to, list_origin
from backlogs.views.told import say, with_undo
from people.models import Person
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.words import counted
from products.permissions import require_backlog


@require_POST
def item_selection(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Do one thing to all items picked, or say why not and keep the selection."""
    home = home_of(slug)
    require_backlog(request.user, home.cluster.pk)
    origin = list_origin(request) or ListOrigin("cluster", slug, {})
    bulk = request.POST.dict() | {
        "picked": [text.split(".")[0] for text in request.POST.getlist("item")]
    }
    try:
        asked = read_selection(request.POST)
        words, act = _carry_out(request.user, home, asked)
    except Refused as refused:
        bulk["error"] = refused.message
        return show(request, origin, fragment="list", status=422, bulk=bulk)
    except Conflict as conflict:
        return show_conflict(request, slug, conflict, bulk=bulk)
    unsaid = shipped_without(act, home.cluster.slug, request.moment) if asked.ships else None
    if htmx.wants_fragment(request):
        return with_undo(show(request, origin, fragment="list", unsaid=unsaid), words, act)
    if unsaid is not None:
        words = f"{words} {unsaid.words}"
    say(request, words, act)
    return htmx.redirect(request, back_to(request, slug))


def _carry_out(by: Person, home: Home, asked: Asked) -> tuple[str, int | None]:
    """Do it and say it. Items of a cluster the person may not edit are refused with 403."""
    items = find_items(asked.references)
    for cluster_id in {item.cluster_id for item in items} - {home.cluster.pk}:
        require_backlog(by, cluster_id)
        raise Refused(
            f"The selection holds items that are not {home.cluster.name}'s.", code="other_cluster"
        )
    keys = [item.pk for item in items]
    many = counted(len(keys), "item")
    if asked.to is None:
        seen = {
            item.pk: asked.seen[reference]
            for item in items
            if (reference := Reference(item.product.key, item.number)) in asked.seen
        }
        changed = change_items(by, home.cluster.pk, keys, _change(home, asked), seen)
        return f"Changed {changed.count} of {many}.", changed.act
    moved = move_items(by, keys, to=asked.to, list_version=asked.version)
    place = f"position {asked.to}" if isinstance(asked.to, int) else f"the {asked.to}"
    return f"Moved {many} to {place}.", moved.act


def _change(home: Home, asked: Asked) -> Change:
    """What was asked, with the person and the product its words name."""
    change = asked.change
    if asked.product:
        change = replace(change, product=home.product(asked.product))
    if asked.whom is None:
        return change
    return replace(change, assignee=home.person(asked.whom) if asked.whom else None)
