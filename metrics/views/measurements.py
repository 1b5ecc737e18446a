"""Recording numbers: one, or all of a product at once."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from metrics.queries.grid import measurement_grid_page
from metrics.queries.lines import record_page
from metrics.views.entries import Entry, read_entry
from metrics.views.lookup import address_of, metric_for_team, product_for_team
from people.models import Person
from portfolio.kernel.forms import status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.numbers import with_unit
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.words import counted


def measurement_create(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """One number. An odd one is questioned, a second one for a day asks why; neither is lost."""
    row = metric_for_team(request.user, product, metric)
    page = record_page(row, request.moment)
    entry = read_entry(request.POST if request.method == "POST" else None, row, page.known)
    if entry.form.is_bound and entry.record(request.user):
        value = with_unit(entry.form.cleaned_data["value"], row.unit)
        messages.success(request, f"{row.name}: {value} is recorded.")
        due = request.POST.get("next") == "due"
        return redirect(request, reverse("metrics:due-list") if due else address_of(row))
    context = {
        "form": entry.form,
        "page": page,
        "question": entry.question,
        "next": request.GET.get("next"),
    }
    status = status_of(entry.form)
    return render(request, "metrics/measurement_create.html", context, status=status)


def measurement_grid(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Every metric of a product on one page; all that was typed is recorded, or nothing."""
    product = product_for_team(request.user, slug)
    page = measurement_grid_page(product, request.moment)
    post = request.POST if request.method == "POST" else None
    for row in page.rows:
        row.entry = read_entry(post, row.metric, row.known, prefix=f"m{row.metric.pk}")
    entries = [row.entry for row in page.rows]
    typed = [entry for entry in entries if not entry.is_empty]
    if typed and _record_all(request.user, typed):
        messages.success(request, f"{counted(len(typed), 'number')} recorded.")
        return redirect(request, page.back)
    context = {"page": page, "is_empty": post is not None and not typed}
    status = 422 if post is not None else 200
    return render(request, "metrics/measurement_grid.html", context, status=status)


def _record_all(by: Person, entries: list[Entry]) -> bool:
    """All of them or none; each says for itself what is wrong with it."""
    with transaction.atomic():
        results = [entry.record(by) for entry in entries]
        if not all(results):
            transaction.set_rollback(True)
    return all(results)
