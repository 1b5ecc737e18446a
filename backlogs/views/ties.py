"""What hangs on an item: links, and the items it waits for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from backlogs.actions.links import add_link, remove_link
from backlogs.actions.waits import add_wait, end_wait
from backlogs.forms.talk import LinkForm, WaitForm
from backlogs.queries.items import find_item
from backlogs.queries.talk import find_link, find_wait, item_ties
from backlogs.values import Reference
from backlogs.views.origin import back_to_item
from portfolio.kernel import htmx
from portfolio.kernel.errors import NotFound
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog


@require_http_methods(["GET", "HEAD", "POST"])
def item_links(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """The links of an item with the form for another one."""
    item = find_item(reference)
    require_backlog(request.user, item.cluster_id)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda data: add_link(request.user, item, **data)):
        messages.success(request, f"The link is on {reference}.")
        return htmx.redirect(request, back_to_item(request, reference))
    context = {"form": form, "page": item_ties(item, request.moment)}
    return render(request, "backlogs/item_links.html", context, status=status_of(form))


@require_POST
def item_link_removal(request: AlmanacRequest, reference: Reference, pk: int) -> HttpResponse:
    """Take a link off."""
    link = find_link(reference, pk)
    require_backlog(request.user, link.item.cluster_id)
    remove_link(request.user, link)
    messages.success(request, f"“{link.title}” is off {reference}.")
    return htmx.redirect(request, back_to_item(request, reference))


@require_http_methods(["GET", "HEAD", "POST"])
def item_waits(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """What an item waits for, with the form for another one."""
    item = find_item(reference)
    require_backlog(request.user, item.cluster_id)
    form = WaitForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> None:
        add_wait(request.user, item, find_item(data["blocker"]))

    try:
        if carried_out(form, act):
            messages.success(request, f"{reference} waits for {form.cleaned_data['blocker']}.")
            return htmx.redirect(request, back_to_item(request, reference))
    except NotFound as missing:
        form.add_error("blocker", missing.message)
    context = {"form": form, "page": item_ties(item, request.moment)}
    return render(request, "backlogs/item_waits.html", context, status=status_of(form))


@require_POST
def item_wait_removal(request: AlmanacRequest, reference: Reference, pk: int) -> HttpResponse:
    """Stop waiting for an item."""
    wait = find_wait(reference, pk)
    require_backlog(request.user, wait.item.cluster_id)
    end_wait(request.user, wait)
    messages.success(request, f"{reference} no longer waits for it.")
    return htmx.redirect(request, back_to_item(request, reference))
