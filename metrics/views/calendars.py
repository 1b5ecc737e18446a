"""Working hours that may count in times to resolution."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from metrics.actions.calendars import add_calendar, edit_calendar
from metrics.feed_forms import CalendarForm
from metrics.models import WorkingCalendar
from metrics.queries.feeds import calendar_initial, calendar_list_page
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


def calendar_list(request: AlmanacRequest) -> HttpResponse:
    """All working hours, with how many metrics count by them."""
    return render(request, "metrics/calendar_list.html", {"page": calendar_list_page(request.user)})


def calendar_create(request: AlmanacRequest) -> HttpResponse:
    """Write down when work is done."""
    initial = {"weekdays": [0, 1, 2, 3, 4], "opens": "09:00", "closes": "17:00", "version": 0}
    form = CalendarForm(request.POST or None, initial=initial)
    if carried_out(form, lambda data: add_calendar(request.user, **_without_version(data))):
        messages.success(request, f"{form.cleaned_data['name']} can be used from now on.")
        return redirect(request, reverse("metrics:calendar-list"))
    context = {"form": form, "back": reverse("metrics:calendar-list")}
    return render(request, "metrics/calendar_create.html", context, status=status_of(form))


def calendar_edit(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Change working hours; what was made with them is made anew."""
    row = get_object_or_404(WorkingCalendar, pk=pk)
    form = CalendarForm(request.POST or None, initial=calendar_initial(row))
    context: dict[str, Any] = {
        "form": form, "calendar": row, "back": reverse("metrics:calendar-list"),
    }  # fmt: skip
    try:
        if carried_out(form, lambda data: edit_calendar(request.user, row, **data)):
            messages.success(request, f"{form.cleaned_data['name']} is saved.")
            return redirect(request, reverse("metrics:calendar-list"))
    except Conflict as conflict:
        form.as_written()
        row.refresh_from_db()
        now = calendar_initial(row)
        context["conflict"] = clash_of(form, now, row.version, conflict.message, request.path)
        return render(request, "metrics/calendar_edit.html", context, status=409)
    return render(request, "metrics/calendar_edit.html", context, status=status_of(form))


def _without_version(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "version"}
