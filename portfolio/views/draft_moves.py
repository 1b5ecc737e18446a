"""Moves of a draft: tried, taken back, kept from happening, explained."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from people.models import Person
from portfolio.actions.draft_moves import (
    give_cluster,
    move_product,
    remove_move,
    split_product,
    undo_last_move,
)
from portfolio.actions.draft_terms import lock_thing, say_why, unlock
from portfolio.draft_forms import (
    DraftLockForm,
    DraftMoveForm,
    DraftOwnClusterForm,
    DraftRationaleForm,
)
from portfolio.kernel import htmx
from portfolio.kernel.errors import DomainError, Refused
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from portfolio.models import Draft, DraftCluster
from portfolio.queries.draft_move import (
    Thing,
    draft_move_page,
    find_cluster,
    find_taker,
    find_thing,
)
from portfolio.queries.drafts import find_draft
from portfolio.views.drafts import METHODS, draft_url, show_draft
from products.models import Product


@require_http_methods(METHODS)
def draft_move(request: AlmanacRequest, pk: int) -> HttpResponse:
    """GET: the places a thing could go to. POST: it goes there, in the draft."""
    if request.method != "POST" and "thing" not in request.GET:
        return htmx.redirect(request, draft_url(find_draft(request.user, pk).pk))
    if request.method != "POST":
        page = draft_move_page(request.user, pk, request.moment, request.GET.dict())
        context = {
            "page": page,
            "own": DraftOwnClusterForm(initial={"name": page.thing.row.name}),
            "lock": DraftLockForm(initial={"thing": page.thing.key}),
            "cancel": draft_url(pk),
        }
        return htmx.render(request, "portfolio/draft_move.html", context, fragment="places")
    form = DraftMoveForm(request.POST)
    if not form.is_valid():
        return show_draft(request, pk, status=422, alert="Choose a place to move it to.")

    def act(draft: Draft) -> str:
        thing = find_thing(draft, form.cleaned_data["thing"])
        _move(request.user, draft, thing, form.cleaned_data)
        return f"Tried with {thing.row.name}."

    return _answer(request, pk, act)


@require_POST
def draft_move_removal(request: AlmanacRequest, pk: int, move: int) -> HttpResponse:
    """Take one move out of the draft."""

    def act(draft: Draft) -> str:
        remove_move(request.user, draft, move)
        return "Taken back."

    return _answer(request, pk, act)


@require_POST
def draft_step_back(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Take the newest move back."""

    def act(draft: Draft) -> str:
        return "Taken back." if undo_last_move(request.user, draft) else "There was no move."

    return _answer(request, pk, act)


@require_POST
def draft_lock(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Say that a thing stays where it is."""
    form = DraftLockForm(request.POST)
    if not form.is_valid():
        return show_draft(request, pk, status=422, alert="Say in a few words why it stays.")

    def act(draft: Draft) -> str:
        thing = find_thing(draft, form.cleaned_data["thing"])
        if isinstance(thing.row, DraftCluster):
            raise Refused("This cluster exists only in the draft.", code="planned_cluster")
        lock_thing(request.user, draft, thing.row, form.cleaned_data["reason"])
        return f"{thing.row.name} stays where it is."

    return _answer(request, pk, act)


@require_POST
def draft_lock_removal(request: AlmanacRequest, pk: int, lock: int) -> HttpResponse:
    """Let a thing be moved again."""

    def act(draft: Draft) -> str:
        unlock(request.user, draft, lock)
        return "It may be moved again."

    return _answer(request, pk, act)


@require_http_methods(METHODS)
def draft_rationale(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Say why the products that the draft brings together belong together."""
    draft = find_draft(request.user, pk)
    given = request.POST if request.method == "POST" else request.GET
    if "cluster" not in given:
        return htmx.redirect(request, draft_url(draft.pk))
    cluster = find_cluster(draft, given.get("cluster", ""))
    form = DraftRationaleForm(
        request.POST if request.method == "POST" else None,
        initial={"cluster": given.get("cluster", "")},
    )

    def act(said: dict[str, Any]) -> None:
        say_why(request.user, draft, cluster, said["kinds"], said["sentence"])

    if carried_out(form, act):
        return htmx.redirect(request, draft_url(pk))
    context = {"form": form, "draft": draft, "cluster": cluster, "cancel": draft_url(pk)}
    return htmx.render(request, "portfolio/draft_rationale.html", context, status=status_of(form))


def _answer(request: AlmanacRequest, pk: int, act: Callable[[Draft], str]) -> HttpResponse:
    """Do it and show the board again; what is refused is said above it."""
    draft = find_draft(request.user, pk)
    try:
        words = act(draft)
    except DomainError as refused:
        return show_draft(request, pk, status=refused.status, alert=refused.message)
    if htmx.wants_fragment(request):
        return htmx.with_toast(show_draft(request, pk), words)
    messages.success(request, words)
    return htmx.redirect(request, draft_url(pk))


def _move(by: Person, draft: Draft, thing: Thing, given: dict[str, str]) -> None:
    """Read the place and try it. Raises what the actions raise."""
    kind, _, name = given["to"].partition(":")
    if isinstance(thing.row, Product):
        if kind == "cluster":
            move_product(by, draft, thing.row, find_cluster(draft, name), given["seen"])
            return
        if kind == "new":
            owner = find_taker(name or given["person"])
            split_product(by, draft, thing.row, owner, given["name"], given["seen"])
            return
        raise Refused("A product goes to a cluster.", code="wrong_place", field="to")
    if kind != "person":
        raise Refused("A cluster goes to a person.", code="wrong_place", field="to")
    give_cluster(by, draft, thing.row, find_taker(name), given["seen"])
