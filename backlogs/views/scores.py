"""What items are worth, and where that disagrees with their order."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from backlogs.actions.scores import set_score
from backlogs.forms.scores import RiceForm, WsjfForm, score_form
from backlogs.models import Item
from backlogs.queries.items import find_item
from backlogs.queries.lists import limits_on
from backlogs.queries.scores import ScoresPage, cluster_scores_page, product_scores_page
from backlogs.queries.scoring import score_values, score_words
from backlogs.values import Reference, Scheme
from backlogs.views.origin import back_to
from people.queries import today
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog


@require_http_methods(["GET", "HEAD", "POST"])
def item_score(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """Score the item by the scheme the organisation chose."""
    item = find_item(reference)
    require_backlog(request.user, item.cluster_id)
    scheme = limits_on(today()).scheme
    data = request.POST if request.method == "POST" else None
    form = score_form(scheme, data, score_values(item, scheme))
    try:
        saved = carried_out(
            form, lambda given: set_score(request.user, item, form.inputs, given["version"])
        )
    except Conflict as conflict:
        kept = request.POST.copy()
        kept["version"] = str(conflict.details["version"] or "")
        form = score_form(scheme, kept, {})
        theirs = score_words(item, scheme)
        return _answer(request, item, scheme, form, 409, theirs=theirs)
    if saved:
        messages.success(request, f"{reference}: {score_words(item, scheme)}.")
        return htmx.redirect(request, back_to(request, item.cluster.slug))
    return _answer(request, item, scheme, form, status_of(form))


def _answer(
    request: AlmanacRequest,
    item: Item,
    scheme: Scheme,
    form: RiceForm | WsjfForm,
    status: int,
    **more: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "item": item,
        "scheme": scheme,
        "reference": f"{item.product.key}-{item.number}",
        "cancel": back_to(request, item.cluster.slug),
        **more,
    }
    return htmx.render(request, "backlogs/item_score.html", context, status=status)


@require_safe
def cluster_scores(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Where score and order of a cluster's list disagree most."""
    return _scores(request, cluster_scores_page(slug, request.moment), "cluster_scores")


@require_safe
def product_scores(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The same among the items of one product."""
    return _scores(request, product_scores_page(slug, request.moment), "product_scores")


def _scores(request: AlmanacRequest, page: ScoresPage, name: str) -> HttpResponse:
    return htmx.render(request, f"backlogs/{name}.html", {"page": page}, fragment="scores")
