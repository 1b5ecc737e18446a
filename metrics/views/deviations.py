"""For a while a product lives with less than its target."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from metrics.actions.deviations import accept_deviation, end_deviation
from metrics.deviation_forms import DeviationEndForm, DeviationForm
from metrics.queries.deviations import deviation_form_page
from metrics.views.lookup import address_of, metric_for_owner
from people.queries import today
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


def deviation_create(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Accept a deviation until a day, with the reason."""
    row = metric_for_owner(request.user, product, metric)
    form = DeviationForm(request.POST or None, metric=row)
    context: dict[str, Any] = {"form": form, "page": deviation_form_page(row, request.moment)}
    context["timeless"] = True
    try:
        if carried_out(form, lambda data: accept_deviation(request.user, row, today(), **data)):
            messages.success(request, f"Accepted for {row.name}. It lapses by itself.")
            return redirect(request, address_of(row))
    except Conflict as conflict:
        form.add_error(None, conflict.message)
        return render(request, "metrics/deviation_create.html", context, status=409)
    return render(request, "metrics/deviation_create.html", context, status=status_of(form))


def deviation_closure(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """End the one in force before its time, with the reason."""
    row = metric_for_owner(request.user, product, metric)
    form = DeviationEndForm(request.POST or None)
    page = deviation_form_page(row, request.moment)
    if carried_out(form, lambda data: end_deviation(request.user, row, today(), **data)):
        messages.success(request, f"{row.name} is held against its target again.")
        return redirect(request, address_of(row))
    context = {"form": form, "page": page, "timeless": True}
    return render(request, "metrics/deviation_closure.html", context, status=status_of(form))
