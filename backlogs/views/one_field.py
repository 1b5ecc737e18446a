"""One field of an item changed where it is read: in its row, beside the list, or on a page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from backlogs.actions import change_state, edit_item
from backlogs.forms.one_field import FIELDS, one_field
from backlogs.models import Item
from backlogs.queries.items import find_item
from backlogs.values import ItemState, Reference
from backlogs.views.lists import list_page
from backlogs.views.origin import back_to, list_origin
from backlogs.views.told import say, with_undo
from people.models import Person
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog


@require_http_methods(["GET", "HEAD", "POST"])
def item_field(request: AlmanacRequest, reference: Reference, name: str) -> HttpResponse:
    """GET: the field to type in. POST: save it; 409 shows what somebody else made of it."""
    if name not in FIELDS:
        raise NotFound("There is no such field.", code="not_found")
    item = find_item(reference)
    require_backlog(request.user, item.cluster_id)
    if request.method != "POST":
        return _ask(request, item, name, one_field(name, item))
    form = one_field(name, item, request.POST)
    if not form.is_valid():
        return _ask(request, item, name, form, status=422)
    try:
        saved = _save(request.user, item, name, form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return _ask(request, item, name, form, status=422)
    except Conflict as conflict:
        fresh = find_item(reference)
        kept: dict[str, str] = {**request.POST.dict(), "version": str(fresh.version)}
        kept["seen"] = fresh.state
        again = one_field(name, fresh, kept)
        told = {"clash": _shown(fresh, name), "why": conflict}
        return _ask(request, fresh, name, again, status=409, **told)
    return _answer(request, saved)


def _save(by: Person, item: Item, name: str, given: dict[str, Any]) -> Item:
    if name == "state":
        seen = given["seen"] or None
        return change_state(by, item, given["state"], given["reason"], seen=seen)
    return edit_item(by, item, given["version"], **{name: given[name]})


def _shown(item: Item, name: str) -> str:
    if name == "state":
        return ItemState(item.state).label
    value = getattr(item, f"get_{name}_display", lambda: getattr(item, name))()
    return str(value) if value not in (None, "") else "empty"


def _answer(request: AlmanacRequest, saved: Item) -> HttpResponse:
    """The row as it is now, empty where the list shows it no more; without a script, the list."""
    reference = Reference(saved.product.key, saved.number)
    words = f"Saved {reference}."
    origin = list_origin(request)
    if not htmx.wants_fragment(request):
        say(request, words, saved.act)
        slug = saved.cluster.slug
        return redirect(back_to(request, slug) if origin else item_url(reference))
    if origin is None:
        say(request, words, saved.act)
        return HttpResponse(headers={"X-Reference": str(reference), "HX-Refresh": "true"})
    narrow = {key: value for key, value in origin.params.items() if key in ("state", "sort")}
    page = list_page(request, replace(origin, params={**narrow, "q": str(reference)}))
    place = request.POST.get("place", "")
    page = replace(
        page,
        rows=tuple(row for row in page.rows if row.reference == str(reference)),
        first=int(place) if place.isascii() and place.isdigit() and len(place) < 9 else 1,
        more="",
        earlier="",
    )
    answer = render(request, "backlogs/_rows.html", {"page": page})
    answer.headers["X-Reference"] = str(reference)
    return with_undo(answer, words, saved.act)


def item_url(reference: Reference) -> str:
    """The page of the item."""
    return reverse("backlogs:item-detail", args=[reference])


def _ask(
    request: AlmanacRequest, item: Item, name: str, form: Form, status: int = 200, **more: Any
) -> HttpResponse:
    reference = Reference(item.product.key, item.number)
    context = {
        "form": form,
        "field": form[name],
        "name": name,
        "item": item,
        "reference": reference,
        "url": reverse("backlogs:item-field", args=[reference, name]),
        "cancel": back_to(request, item.cluster.slug),
        **more,
    }
    return htmx.render(
        request, "backlogs/item_field.html", context, fragment="inline", status=status
    )
