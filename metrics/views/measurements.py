"""Recording a number."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse

from metrics.actions.measurements import record_measurement
from metrics.calculations.plausibility import Doubt, doubt
from metrics.forms import MeasurementForm
from metrics.models import Metric
from metrics.queries.lines import record_page
from metrics.views.lookup import address_of, metric_for_team
from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.numbers import with_unit
from portfolio.kernel.requests import AlmanacRequest


def measurement_create(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """One number. An odd one is questioned, a second one for a day asks why; neither is lost."""
    row = metric_for_team(request.user, product, metric)
    page = record_page(row, request.moment)
    form = MeasurementForm(_posted(request), initial={"measured_on": today()}, metric=row)
    question = _question(request, form, row, page.known)
    if question is None and carried_out(form, lambda data: _record(request, row, data)):
        value = with_unit(form.cleaned_data["value"], row.unit)
        messages.success(request, f"{row.name}: {value} is recorded.")
        due = request.POST.get("next") == "due"
        return redirect(request, reverse("metrics:due-list") if due else address_of(row))
    if "reason" in form.errors:
        form.ask_for_reason()
    context = {"form": form, "page": page, "question": question, "next": request.GET.get("next")}
    return render(request, "metrics/measurement_create.html", context, status=status_of(form))


def _record(request: AlmanacRequest, metric: Metric, data: dict[str, Any]) -> None:
    record_measurement(request.user, metric, **data)


def _posted(request: AlmanacRequest) -> QueryDict | None:
    """What was sent; the answer to the question replaces the number it was about."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    meant = request.POST.get("meant", "")
    if meant:
        data["value"] = meant
        data["numerator"] = data["denominator"] = ""
    return data


def _question(
    request: AlmanacRequest, form: MeasurementForm, metric: Metric, known: list[Decimal]
) -> Doubt | None:
    """Asked once: a number that was confirmed or chosen is taken as it is."""
    if not form.is_bound or not form.is_valid():
        return None
    value = form.cleaned_data["value"]
    if value in (_number(request.POST.get("meant")), _number(request.POST.get("confirmed"))):
        return None
    return doubt(value, known, metric.unit)


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
