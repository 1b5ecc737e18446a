"""What stands on a roadmap: put on, moved, reworded, taken off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from backlogs.actions.roadmap import add_entry, place_entry, remove_entry
from backlogs.actions.roadmap_board import name_of
from backlogs.actions.roadmap_words import reword_entry
from backlogs.forms.roadmap import EntryForm, PlaceForm, RemovalForm, WordsForm
from backlogs.models import RoadmapEntry
from backlogs.queries.homes import home_of
from backlogs.queries.roadmap import find_entry, gathered_by, offered_items
from backlogs.queries.roadmap_wanted import found_items, wanted_entry
from backlogs.values import Column
from backlogs.views.roadmaps import board_path, show_board, show_stale
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def roadmap_entry_create(request: AlmanacRequest, slug: str) -> HttpResponse:
    """GET: the whole form. POST: an item or a theme on the roadmap, from the form or its line."""
    home = home_of(slug)
    require_backlog(request.user, home.cluster.pk)
    view = request.POST.get("view", request.GET.get("product", ""))
    first = {"column": request.GET.get("column", Column.NEXT.value), "product": view}
    form = EntryForm(request.POST or None, initial=first, products=home.products)

    def act(given: dict[str, Any]) -> None:
        wanted = wanted_entry(home, given)
        entry = add_entry(
            request.user,
            home.cluster,
            wanted,
            form.wanted,
            note=given["note"],
            seen=given["version"],
        )
        given_name.append(name_of(entry))

    given_name: list[str] = []
    try:
        done = carried_out(form, act)
    except Conflict as conflict:
        return show_stale(request, slug, conflict)
    if done:
        return _done(request, slug, f"Put “{given_name[0]}” on the roadmap.")
    if htmx.wants_fragment(request) and request.method == "POST":
        line = {"what": request.POST.get("what", ""), "error": _first_error(form)}
        return show_board(request, slug, status=422, line=line)
    context = {
        "form": form,
        "cluster": home.cluster,
        "view": view,
        "offered": offered_items(home.cluster.pk),
        "cancel": board_path(request, slug),
    }
    return render(request, "backlogs/roadmap_entry_create.html", context, status=status_of(form))


@require_http_methods(METHODS)
def roadmap_place(request: AlmanacRequest, pk: int) -> HttpResponse:
    """GET: choose a place. POST: move there, or ask for the trade-off, or 409 with both."""
    entry = find_entry(pk)
    slug = entry.cluster.slug
    require_backlog(request.user, entry.cluster_id)
    if request.method != "POST":
        form = PlaceForm(initial={"column": request.GET.get("column", entry.column)})
        return _ask(request, entry, "roadmap_place", form)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _ask(request, entry, "roadmap_place", form)
    given = form.cleaned_data
    try:
        place_entry(request.user, entry, form.wanted, note=given["note"], seen=given["version"])
    except Conflict as conflict:
        return show_stale(request, slug, conflict)
    except Refused as refused:
        if htmx.wants_fragment(request):
            ask = {"entry": entry, "name": name_of(entry), "refused": refused, "given": given}
            return show_board(request, slug, status=422, ask=ask)
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return _ask(request, entry, "roadmap_place", form)
    column = Column(given["column"]).label.lower()
    return _done(request, slug, f"“{name_of(entry)}” stands under {column} now.")


@require_http_methods(METHODS)
def roadmap_words(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Reword an entry, and say what its theme gathers; 409 with both versions."""
    entry = find_entry(pk)
    require_backlog(request.user, entry.cluster_id)
    is_theme = entry.item_id is None
    first = {
        "title": entry.title,
        "sentence": entry.sentence,
        "gathers": " ".join(gathered_by(entry)),
        "version": entry.version,
    }
    form = WordsForm(request.POST or None, initial=first, is_theme=is_theme)

    def act(given: dict[str, Any]) -> None:
        items = found_items(given["gathers"]) if is_theme else None
        reword_entry(
            request.user,
            entry,
            given["version"],
            title=given.get("title", ""),
            sentence=given["sentence"],
            gathers=items,
        )

    try:
        if carried_out(form, act):
            return _done(request, entry.cluster.slug, f"Saved “{name_of(entry)}”.")
    except Conflict as conflict:
        data = {**request.POST.dict(), "version": str(conflict.details["version"])}
        kept = WordsForm(data, is_theme=is_theme)
        told = {**conflict.details, "words": conflict.message, "url": request.path}
        return _ask(request, entry, "roadmap_words", kept, conflict=told)
    return _ask(request, entry, "roadmap_words", form)


@require_http_methods(METHODS)
def roadmap_removal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """GET: say why. POST: take the entry off; open work needs the trade-off."""
    entry = find_entry(pk)
    slug = entry.cluster.slug
    require_backlog(request.user, entry.cluster_id)
    form = RemovalForm(request.POST if request.method == "POST" else None)

    def act(given: dict[str, Any]) -> None:
        remove_entry(request.user, entry, note=given["note"], seen=given["version"])

    try:
        if carried_out(form, act):
            return _done(request, slug, f"Took “{name_of(entry)}” off the roadmap.")
    except Conflict as conflict:
        return show_stale(request, slug, conflict)
    return _ask(request, entry, "roadmap_removal", form)


def _done(request: AlmanacRequest, slug: str, words: str) -> HttpResponse:
    if htmx.wants_fragment(request):
        return htmx.with_toast(show_board(request, slug), words)
    messages.success(request, words)
    return htmx.redirect(request, board_path(request, slug))


def _first_error(form: EntryForm) -> str:
    return next(str(error) for errors in form.errors.values() for error in errors)


def _ask(
    request: AlmanacRequest, entry: RoadmapEntry, page: str, form: Any, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "entry": entry,
        "name": name_of(entry),
        "view": request.POST.get("view", request.GET.get("view", "")),
        "cancel": board_path(request, entry.cluster.slug),
        **more,
    }
    status = 409 if "conflict" in more else status_of(form)
    return render(request, f"backlogs/{page}.html", context, status=status)
