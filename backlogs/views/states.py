"""The state of an item."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from backlogs.actions import change_state
from backlogs.forms.items import StateForm
from backlogs.queries.items import find_item, item_detail_page
from backlogs.queries.waits import waiting_words
from backlogs.values import ItemState, Reference, allowed_states
from backlogs.views.origin import back_to
from backlogs.views.told import say
from portfolio.kernel import htmx
from portfolio.kernel.errors import Refused
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog


@require_http_methods(["GET", "HEAD", "POST"])
def item_state(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """GET: choose the next state. POST: go there, or answer 422 with what is missing."""
    item = find_item(reference)
    require_backlog(request.user, item.cluster_id)
    state = ItemState(item.state)
    if request.method != "POST":
        first = {"state": request.GET.get("to", ""), "seen": state}
        return _ask(request, reference, StateForm(initial=first, allowed=allowed_states(state)))
    # Every state is taken as typed: whether the step exists, and stands against what somebody else
    # did meanwhile, is for the action to say in words.
    form = StateForm(request.POST, allowed=ItemState)
    if form.is_valid():
        given = form.cleaned_data
        try:
            changed = change_state(
                request.user,
                item,
                given["state"],
                given["reason"],
                seen=given["seen"] or None,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            label = ItemState(given["state"]).label.lower()
            freed = waiting_words(item, given["state"])
            say(request, f"{reference} is {label} now.{freed}", changed.act)
            return htmx.redirect(request, back_to(request, item.cluster.slug))
    form.offer(allowed_states(state))
    return _ask(request, reference, form, status=422)


def _ask(
    request: AlmanacRequest, reference: Reference, form: StateForm, status: int = 200
) -> HttpResponse:
    page = item_detail_page(request.user, reference, request.moment)
    context = {"page": page, "form": form}
    return render(request, "backlogs/item_state.html", context, status=status)
