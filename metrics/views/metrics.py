"""A metric: its page, taking one up, rewording it, letting it go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from metrics.actions.metrics import SHAPE, add_metric, edit_metric, retire_metric
from metrics.forms import MetricForm, RetirementForm
from metrics.queries.detail import metric_detail_page
from metrics.queries.library import library_page, standard
from metrics.views.lookup import address_of, find_metric, metric_for_owner, product_for_owner
from people.queries import today
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


def metric_detail(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Passport, quarters, measurements and targets; beside a figure the passport alone."""
    page = metric_detail_page(
        find_metric(product, metric), request.moment, request.user, request.GET.get("page", "1")
    )
    return render(request, "metrics/metric_detail.html", {"page": page}, fragment="passport")


def metric_create(request: AlmanacRequest, product: str) -> HttpResponse:
    """Choose from the library, or write one's own; the target comes next."""
    owner = product_for_owner(request.user, product)
    definition = standard(request.GET.get("definition", ""))
    initial: dict[str, Any] = {"started_on": today()}
    if definition is not None:
        initial |= {name: getattr(definition, name) for name in SHAPE}
    form = MetricForm(request.POST or None, initial=initial)
    made = []
    if carried_out(
        form,
        lambda data: made.append(add_metric(request.user, owner, definition=definition, **data)),
    ):
        messages.success(request, f"{made[0].name} is tracked. Now say how good it needs to be.")
        address = reverse("metrics:target-create", args=[owner.slug, made[0].slug])
        return redirect(request, address)
    chosen = request.GET.get("definition", "")
    context = {"form": form, "page": library_page(owner, chosen)}
    return render(request, "metrics/metric_create.html", context, status=status_of(form))


def metric_edit(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Reword a metric; what numbers were given for stays."""
    row = metric_for_owner(request.user, product, metric)
    names = (*SHAPE, "is_north_star", "keep_months")
    initial = {name: getattr(row, name) for name in (*names, "version")}
    form = MetricForm(request.POST or None, initial=initial, metric=row)
    context: dict[str, Any] = {"form": form, "metric": row, "back": address_of(row)}
    try:
        if carried_out(form, lambda data: edit_metric(request.user, row, **data)):
            messages.success(request, f"{form.cleaned_data['name']} is saved.")
            return redirect(request, address_of(row))
    except Conflict as conflict:
        row.refresh_from_db()
        now = {name: getattr(row, name) for name in names}
        context["conflict"] = clash_of(form, now, row.version, conflict.message, request.path)
        return render(request, "metrics/metric_edit.html", context, status=409)
    return render(request, "metrics/metric_edit.html", context, status=status_of(form))


def retirement(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Stop tracking a metric; what was measured stays."""
    row = metric_for_owner(request.user, product, metric)
    form = RetirementForm(request.POST or None, initial={"on": today()})
    if carried_out(form, lambda data: retire_metric(request.user, row, data["on"])):
        messages.success(request, f"{row.name} is no longer tracked. Its numbers stay.")
        return redirect(request, address_of(row))
    context = {"form": form, "metric": row, "back": address_of(row)}
    return render(request, "metrics/retirement.html", context, status=status_of(form))
