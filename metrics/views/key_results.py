"""Key results: written, changed, given up, checked in on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from metrics.actions.key_results import (
    EDITABLE,
    add_key_result,
    drop_key_result,
    edit_key_result,
)
from metrics.actions.key_results import check_in as say
from metrics.models import KeyResult
from metrics.objective_forms import CheckInForm, KeyResultForm, WithdrawalForm, tenth_of
from metrics.queries.key_results import check_in_page, metric_options
from metrics.views.objective_lookup import (
    objective_address,
    objective_to_edit,
    result_to_check,
    result_to_edit,
)
from people.queries import today
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.numbers import plain
from portfolio.kernel.requests import AlmanacRequest


def key_result_create(request: AlmanacRequest, pk: int) -> HttpResponse:
    """A number that tells whether the objective is reached."""
    objective = objective_to_edit(request.user, pk)
    form = KeyResultForm(request.POST or None, metrics=metric_options(objective))
    if carried_out(form, lambda data: add_key_result(request.user, objective, **data)):
        messages.success(request, f"“{form.cleaned_data['title']}” is a key result.")
        return redirect(request, objective_address(pk))
    context = {"form": form, "objective": objective, "back": objective_address(pk)}
    context["timeless"] = True
    return render(request, "metrics/key_result_create.html", context, status=status_of(form))


def key_result_edit(request: AlmanacRequest, pk: int, result: int) -> HttpResponse:
    """Change a key result; its way stays once somebody checked in."""
    row = result_to_edit(request.user, pk, result)
    initial = _present(row)
    initial |= {"version": row.version, "confidence": tenth_of(row.confidence)}
    options = metric_options(row.objective, row)
    form = KeyResultForm(request.POST or None, initial=initial, metrics=options, result=row)
    context: dict[str, Any] = {
        "form": form, "result": row, "back": objective_address(pk), "timeless": True,
    }  # fmt: skip
    try:
        if carried_out(form, lambda data: edit_key_result(request.user, row, **data)):
            messages.success(request, "The key result is saved.")
            return redirect(request, objective_address(pk))
    except Conflict as conflict:
        row = result_to_edit(request.user, pk, result)
        now = _present(row)
        context["conflict"] = clash_of(form, now, row.version, conflict.message, request.path)
        return render(request, "metrics/key_result_edit.html", context, status=409)
    return render(request, "metrics/key_result_edit.html", context, status=status_of(form))


def key_result_withdrawal(request: AlmanacRequest, pk: int, result: int) -> HttpResponse:
    """Give a key result up, with a reason."""
    row = result_to_edit(request.user, pk, result)
    form = WithdrawalForm(request.POST or None)
    if carried_out(form, lambda data: drop_key_result(request.user, row, **data)):
        messages.success(request, f"“{row.title}” is given up and no longer counts.")
        return redirect(request, objective_address(pk))
    context = {"form": form, "result": row, "back": objective_address(pk), "timeless": True}
    return render(request, "metrics/key_result_withdrawal.html", context, status=status_of(form))


def check_in(request: AlmanacRequest, pk: int, result: int) -> HttpResponse:
    """Say how a key result stands: value, confidence, a sentence."""
    row = result_to_check(request.user, pk, result)
    page = check_in_page(row, today())
    initial = {"on": page.on, "confidence": tenth_of(page.confidence)}
    form = CheckInForm(request.POST or None, initial=initial, result=row)

    if carried_out(form, lambda data: say(request.user, row, **data)):
        messages.success(request, f"Checked in on “{row.title}”.")
        return redirect(request, objective_address(pk))
    context = {"form": form, "page": page, "back": objective_address(pk), "timeless": True}
    return render(request, "metrics/check_in.html", context, status=status_of(form))


def _present(row: KeyResult) -> dict[str, Any]:
    """The key result as its form shows it."""
    now = {name: getattr(row, name) for name in EDITABLE}
    return now | {name: plain(now[name]) for name in ("start", "target", "confidence")}
