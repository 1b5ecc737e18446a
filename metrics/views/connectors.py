"""Connectors: set up, tried, run, paused, removed; and whom they may ask."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from metrics.actions.connectors import (
    allow_address,
    disallow_address,
    pause_connector,
    remove_connector,
    set_connector,
)
from metrics.connector_forms import AddressForm, ConnectorForm, connector_initial
from metrics.models import AllowedAddress
from metrics.queries.connectors import connector_lines, run_lines
from metrics.tasks import fetch_numbers
from metrics.views.lookup import address_of, connector_of, find_metric
from metrics.views.trials import trial_of
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.jobs import ring
from portfolio.kernel.requests import AlmanacRequest


def connector_list(request: AlmanacRequest) -> HttpResponse:
    """Every connector, those in trouble first."""
    return render(request, "metrics/connector_list.html", {"lines": connector_lines()})


def connector(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Set one up or change it; "Try it" shows what would come, and writes nothing."""
    row = find_metric(product, metric)
    held = connector_of(row)
    form = ConnectorForm(request.POST or None, initial=connector_initial(held, row.started_on))
    context: dict[str, Any] = {
        "form": form, "metric": row, "back": address_of(row), "connector": held,
        "runs": run_lines(held) if held else [], "here": request.path,
    }  # fmt: skip
    if request.POST.get("act") == "try":
        if form.is_valid():
            context["trial"] = trial_of(row, held, form.cleaned_data)
        return render(
            request, "metrics/connector.html", context, status=422 if form.errors else 200
        )
    try:
        if carried_out(form, lambda data: set_connector(request.user, row, **data)):
            messages.success(request, f"{row.name} is fetched from now on; the first run begins.")
            return redirect(request, request.path)
    except Conflict as conflict:
        form.as_written()
        now = connector_initial(connector_of(row), row.started_on)
        context["conflict"] = clash_of(form, now, now["version"], conflict.message, request.path)
        return render(request, "metrics/connector.html", context, status=409)
    return render(request, "metrics/connector.html", context, status=status_of(form))


@require_POST
def connector_run(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Run now instead of when it is due."""
    held = connector_of(find_metric(product, metric))
    if held is not None:
        messages.success(request, ring(fetch_numbers, held.pk).message)
    return redirect(request, _page(product, metric))


@require_POST
def connector_pause(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Stop asking, or go on."""
    held = connector_of(find_metric(product, metric))
    if held is not None:
        goes_on = request.POST.get("is_enabled") == "1"
        pause_connector(request.user, held, is_enabled=goes_on)
        messages.success(request, "It is asked again." if goes_on else "It is not asked any more.")
    return redirect(request, _page(product, metric))


@require_POST
def connector_removal(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Take the connector and its secret away; what was fetched stays."""
    row = find_metric(product, metric)
    held = connector_of(row)
    if held is not None:
        remove_connector(request.user, held)
    messages.success(request, "The connector and its secret are gone. What was fetched stays.")
    return redirect(request, address_of(row))


def connector_address_list(request: AlmanacRequest) -> HttpResponse:
    """Whom connectors may ask, and a form that adds one."""
    form = AddressForm(request.POST or None)
    if carried_out(form, lambda data: allow_address(request.user, **data)):
        messages.success(request, f"Connectors may ask {form.cleaned_data['address']}.")
        return redirect(request, request.path)
    rows = AllowedAddress.objects.select_related("added_by")
    context = {"form": form, "rows": rows, "back": reverse("metrics:connector-list")}
    return render(request, "metrics/connector_address_list.html", context, status=status_of(form))


@require_POST
def connector_address_removal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """No longer let connectors ask it."""
    disallow_address(request.user, pk)
    messages.success(request, "Connectors may not ask it any more.")
    return redirect(request, reverse("metrics:connector-address-list"))


def _page(product: str, metric: str) -> str:
    return reverse("metrics:connector", args=[product, metric])
