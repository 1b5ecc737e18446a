"""Why this metric: a short guided form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from metrics.actions.worksheets import answer_worksheet, worksheet_version
from metrics.deviation_forms import WorksheetForm
from metrics.queries.worksheets import answers_of
from metrics.views.lookup import address_of, metric_for_owner
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


def worksheet(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """Accountability and winning, four questions each; the answers stay with the metric."""
    row = metric_for_owner(request.user, product, metric)
    initial = {**answers_of(row), "version": worksheet_version(row)}
    form = WorksheetForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "form": form, "metric": row, "back": address_of(row), "timeless": True,
    }  # fmt: skip
    try:
        if carried_out(form, lambda data: answer_worksheet(request.user, row, **data)):
            messages.success(request, f"{row.name} says why it was chosen.")
            return redirect(request, address_of(row))
    except Conflict as conflict:
        version = worksheet_version(row)
        context["conflict"] = clash_of(
            form, answers_of(row), version, conflict.message, request.path
        )
        return render(request, "metrics/worksheet.html", context, status=409)
    return render(request, "metrics/worksheet.html", context, status=status_of(form))
