"""How a metric is made of events, and the events behind a figure."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from metrics.actions.feeds import end_feed, set_feed
from metrics.feed_forms import FeedForm
from metrics.queries.event_lists import event_list_page
from metrics.queries.feeds import feed_initial
from metrics.views.lookup import address_of, find_metric, metric_for_owner
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


def feed(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Set up, or change, what the metric is made of."""
    row = metric_for_owner(request.user, product, metric)
    initial = feed_initial(row)
    form = FeedForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "form": form, "metric": row, "back": address_of(row), "is_fed": initial["version"] > 0,
    }  # fmt: skip
    try:
        if carried_out(form, lambda data: set_feed(request.user, row, **data)):
            messages.success(request, f"{row.name} is made of events; figures follow in a minute.")
            return redirect(request, address_of(row))
    except Conflict as conflict:
        form.as_written()
        now = feed_initial(row)
        context["conflict"] = clash_of(form, now, now["version"], conflict.message, request.path)
        return render(request, "metrics/feed.html", context, status=409)
    return render(request, "metrics/feed.html", context, status=status_of(form))


@require_POST
def feed_removal(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """People give the numbers again; what was made stays."""
    row = metric_for_owner(request.user, product, metric)
    end_feed(request.user, row)
    messages.success(request, f"{row.name} is given by people again. What was made stays.")
    return redirect(request, address_of(row))


def event_list(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Exactly the events a figure counts, with what each adds to it."""
    row = find_metric(product, metric)
    page = event_list_page(
        row, request.moment, request.GET.get("on", ""), request.GET.get("page", "1")
    )
    context = {"page": page, "metric": row, "back": address_of(row)}
    return render(request, "metrics/event_list.html", context)
