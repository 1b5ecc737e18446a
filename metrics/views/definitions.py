"""The library of standard definitions: everybody reads it, leadership keeps it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from metrics.actions.definitions import (
    add_definition,
    edit_definition,
    retire_definition,
    return_definition,
)
from metrics.actions.metrics import SHAPE
from metrics.forms import DefinitionForm
from metrics.models import MetricDefinition
from metrics.queries.definitions import definition_list_page
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


def definition_list(request: AlmanacRequest) -> HttpResponse:
    """Every definition, and how many products track it."""
    page = definition_list_page(request.user, request.moment)
    return render(request, "metrics/definition_list.html", {"page": page})


def definition_create(request: AlmanacRequest) -> HttpResponse:
    """Add a standard definition."""
    form = DefinitionForm(request.POST or None)
    if carried_out(form, lambda data: add_definition(request.user, **data)):
        messages.success(request, f"{form.cleaned_data['name']} is in the library.")
        return redirect(request, reverse("metrics:definition-list"))
    context = {"form": form, "back": reverse("metrics:definition-list"), "timeless": True}
    return render(request, "metrics/definition_create.html", context, status=status_of(form))


def definition_edit(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Reword a definition."""
    row = get_object_or_404(MetricDefinition, slug=slug)
    back = reverse("metrics:definition-list")
    initial = {name: getattr(row, name) for name in (*SHAPE, "version")}
    form = DefinitionForm(request.POST or None, initial=initial, definition=row)
    context: dict[str, Any] = {"form": form, "definition": row, "back": back, "timeless": True}
    try:
        if carried_out(form, lambda data: edit_definition(request.user, row, **data)):
            messages.success(request, f"{form.cleaned_data['name']} is saved.")
            return redirect(request, back)
    except Conflict as conflict:
        row.refresh_from_db()
        now = {name: getattr(row, name) for name in SHAPE}
        context["conflict"] = clash_of(form, now, row.version, conflict.message, request.path)
        return render(request, "metrics/definition_edit.html", context, status=409)
    return render(request, "metrics/definition_edit.html", context, status=status_of(form))


def definition_retirement(request: AlmanacRequest, slug: str) -> HttpResponse:
    """No longer offer it."""
    row = retire_definition(request.user, get_object_or_404(MetricDefinition, slug=slug))
    messages.success(request, f"{row.name} is no longer offered. Metrics taken from it stay.")
    return redirect(request, reverse("metrics:definition-list"))


def definition_return(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Offer it again."""
    row = return_definition(request.user, get_object_or_404(MetricDefinition, slug=slug))
    messages.success(request, f"{row.name} is offered again.")
    return redirect(request, reverse("metrics:definition-list"))
