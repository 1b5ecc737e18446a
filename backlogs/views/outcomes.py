"""What an item shall change."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_POST

from backlogs.actions.outcomes import remove_outcome, set_outcome
from backlogs.forms.outcomes import OutcomeForm, RemovalForm
from backlogs.models import Item
from backlogs.queries.items import find_item
from backlogs.queries.outcomes import outcome_lines, outcome_values
from backlogs.queries.targets import personas_for, targets_for
from backlogs.values import Reference
from backlogs.views.origin import back_to, back_to_item
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog

# Choosing another figure asks for the form again, with where that figure stands.
FILL_IN: Final = {
    "hx-get": "",
    "hx-trigger": "change",
    "hx-include": "closest form",
    "hx-params": "not csrfmiddlewaretoken",
    "hx-target": "#outcome-form",
    "hx-swap": "outerHTML",
}


@require_http_methods(["GET", "HEAD", "POST"])
def item_outcome(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """Say it, or say it better. A figure chosen in the form brings where it stands with it."""
    item = find_item(reference)
    require_backlog(request.user, item.cluster_id)
    form = _form(item, request.POST if request.method == "POST" else None, request.GET)
    try:
        saved = carried_out(
            form,
            lambda data: set_outcome(request.user, item, form.hypothesis, data["version"]),
        )
    except Conflict as conflict:
        return _answer(request, item, _again(item, request.POST, conflict), 409)
    if saved:
        messages.success(request, f"Saved what {reference} shall change.")
        return htmx.redirect(request, back_to_item(request, reference))
    return _answer(request, item, form, status_of(form))


@require_POST
def item_outcome_removal(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """Take it away; the item's page follows, and its trail says what was said."""
    item = find_item(reference)
    require_backlog(request.user, item.cluster_id)
    form = RemovalForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        remove_outcome(request.user, item, version)
    except (Conflict, Refused) as refused:
        messages.warning(request, refused.message)
    else:
        messages.success(request, f"{reference} says no outcome now.")
    return htmx.redirect(request, back_to_item(request, reference))


def _form(item: Item, data: Any, chosen: QueryDict) -> OutcomeForm:
    row = getattr(item, "outcome", None)
    products = [item.product_id]
    targets = targets_for(products, item.cluster_id, row.key_result if row else None)
    first = outcome_values(item)
    if "target" in chosen:
        stands = {target.key: target.value for target in targets}
        first |= chosen.dict() | {"value_from": stands.get(str(chosen["target"]))}
    form = OutcomeForm(data, initial=first, personas=personas_for(products), targets=targets)
    form.fields["target"].widget.attrs |= FILL_IN
    return form


def _again(item: Item, data: QueryDict, conflict: Conflict) -> OutcomeForm:
    """What was typed, able to be saved over what is there, knowingly."""
    kept = data.copy()
    kept["version"] = str(conflict.details["version"] or "")
    return _form(item, kept, QueryDict())


def _answer(request: AlmanacRequest, item: Item, form: OutcomeForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "item": item,
        "reference": f"{item.product.key}-{item.number}",
        "version": outcome_values(item).get("version"),
        "theirs": outcome_lines(item) if status == 409 else None,
        "cancel": back_to(request, item.cluster.slug),
    }
    template = "backlogs/item_outcome.html"
    return htmx.render(request, template, context, fragment="form", status=status)
