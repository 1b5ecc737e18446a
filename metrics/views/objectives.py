"""Objectives: written, reworded, given up, carried over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from metrics.actions.carrying import carry_over as carry
from metrics.actions.carrying import quarter_after, unfinished
from metrics.actions.objectives import EDITABLE, add_objective, drop_objective, edit_objective
from metrics.objective_forms import ObjectiveForm, WithdrawalForm
from metrics.views.lookup import product_for_owner
from metrics.views.objective_lookup import (
    goals_address,
    objective_address,
    objective_to_edit,
)
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.models import Cluster, Product
from products.views.lookup import cluster_address, cluster_for_owner, product_address


def portfolio_objective_create(request: AlmanacRequest) -> HttpResponse:
    """An objective of the whole portfolio."""
    return _create(request, "the whole portfolio", goals_address())


def cluster_objective_create(request: AlmanacRequest, slug: str) -> HttpResponse:
    """An objective of a cluster."""
    cluster = cluster_for_owner(request.user, slug)
    return _create(request, cluster.name, cluster_address(slug), cluster=cluster)


def product_objective_create(request: AlmanacRequest, slug: str) -> HttpResponse:
    """An objective of a product."""
    product = product_for_owner(request.user, slug)
    back = f"{product_address(slug)}?tab=goals"
    return _create(request, product.name, back, product=product)


def _create(
    request: AlmanacRequest,
    subject: str,
    back: str,
    *,
    cluster: Cluster | None = None,
    product: Product | None = None,
) -> HttpResponse:
    form = ObjectiveForm(request.POST or None, initial={"goal": request.GET.get("goal")})
    made = []

    def write(data: dict[str, Any]) -> None:
        quarter = data.pop("quarter")
        made.append(add_objective(request.user, quarter, cluster=cluster, product=product, **data))

    if carried_out(form, write):
        messages.success(request, "The objective is written. Now say what will be measured.")
        return redirect(request, objective_address(made[0].pk))
    context = {"form": form, "subject": subject, "back": back, "timeless": True}
    return render(request, "metrics/objective_create.html", context, status=status_of(form))


def objective_edit(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Reword an objective while its quarter lasts."""
    row = objective_to_edit(request.user, pk)
    initial = {name: getattr(row, name) for name in (*EDITABLE, "version")}
    form = ObjectiveForm(request.POST or None, initial=initial, objective=row)
    context: dict[str, Any] = {
        "form": form, "objective": row, "back": objective_address(pk), "timeless": True,
    }  # fmt: skip
    try:
        if carried_out(form, lambda data: edit_objective(request.user, row, **data)):
            messages.success(request, "The objective is saved.")
            return redirect(request, objective_address(pk))
    except Conflict as conflict:
        row.refresh_from_db()
        now = {name: getattr(row, name) for name in EDITABLE}
        context["conflict"] = clash_of(form, now, row.version, conflict.message, request.path)
        return render(request, "metrics/objective_edit.html", context, status=409)
    return render(request, "metrics/objective_edit.html", context, status=status_of(form))


def objective_withdrawal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Give an objective up, with a reason."""
    row = objective_to_edit(request.user, pk)
    form = WithdrawalForm(request.POST or None)
    if carried_out(form, lambda data: drop_objective(request.user, row, **data)):
        messages.success(request, f"“{row.title}” is given up.")
        return redirect(request, objective_address(pk))
    context = {"form": form, "objective": row, "back": objective_address(pk), "timeless": True}
    return render(request, "metrics/objective_withdrawal.html", context, status=status_of(form))


def carry_over(request: AlmanacRequest, pk: int) -> HttpResponse:
    """See what would go along into the current quarter, and say so."""
    row = objective_to_edit(request.user, pk)
    if request.method == "POST":
        made = carry(request.user, row)
        messages.success(request, "The unfinished key results go on here, from where they stood.")
        return redirect(request, objective_address(made.pk))
    context: dict[str, Any] = {"objective": row, "back": objective_address(pk), "timeless": True}
    try:
        context |= {"quarter": quarter_after(row), "results": unfinished(row)}
    except Refused as refused:
        context["refused"] = refused.message
    return render(request, "metrics/carry_over.html", context)
