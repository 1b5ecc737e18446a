"""A retirement, planned and followed on one page; each part has a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from people.queries import today
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import Clash, carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.retirement import decommission, keep_plan, name_data, note_progress, settle
from products.lifecycle_forms import (
    DataForm,
    DecommissioningForm,
    PlanForm,
    ProgressForm,
    SettlementForm,
)
from products.models import Product
from products.queries.retirement import RetirementPage, plan_initial, retirement_page
from products.views.lookup import lifecycle_address, product_for_owner


def retirement(request: AlmanacRequest, slug: str) -> HttpResponse:
    """GET: how far the way out has come, for everybody. POST: the owner's plan."""
    if request.method != "POST":
        product = get_object_or_404(Product.objects.select_related("cluster"), slug=slug)
        return _page(request, retirement_page(product, request.moment, request.user))
    product = product_for_owner(request.user, slug)
    form = PlanForm(request.POST, product=product, prefix="plan")
    try:
        if carried_out(form, lambda data: keep_plan(request.user, product, **data)):
            return _kept(request, slug, "The plan is saved.")
    except Conflict as conflict:
        page = retirement_page(product, request.moment, request.user)
        now = plan_initial(page.plan)
        version = now.pop("version")
        clash = clash_of(form, now, version, conflict.message, request.path)
        return _page(request, page, clash, {"plan": form})
    page = retirement_page(product, request.moment, request.user)
    return _page(request, page, bound={"plan": form})


def migration_progress(request: AlmanacRequest, slug: str) -> HttpResponse:
    """How far the migration has come by a day."""
    return _part(request, slug, "progress", ProgressForm, note_progress, "The progress is kept.")


def loose_end_list(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Data that has to go somewhere."""
    return _part(request, slug, "data", DataForm, name_data, "The data is on the list.")


def settlement(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Data or a dependent is dealt with."""
    return _part(request, slug, "settlement", SettlementForm, settle, "Dealt with.")


def decommissioning(request: AlmanacRequest, slug: str) -> HttpResponse:
    """What was switched off."""
    words = "The record is kept. Move the product to retired when nothing is left."
    return _part(request, slug, "record", DecommissioningForm, decommission, words)


def _part(
    request: AlmanacRequest,
    slug: str,
    name: str,
    kind: type[forms.Form],
    act: Callable[..., object],
    words: str,
) -> HttpResponse:
    product = product_for_owner(request.user, slug)
    page = retirement_page(product, request.moment, request.user)
    options: dict[str, Any] = {"ends": page.open_ends} if kind is SettlementForm else {}
    form = kind(request.POST, prefix=name, **options)
    if carried_out(form, lambda data: act(request.user, product, **data)):
        return _kept(request, slug, words)
    return _page(request, page, bound={name: form})


def _kept(request: AlmanacRequest, slug: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(request, reverse("products:retirement", args=[slug]))


def _page(
    request: AlmanacRequest,
    page: RetirementPage,
    clash: Clash | None = None,
    bound: Mapping[str, forms.Form] = MappingProxyType({}),
) -> HttpResponse:
    context = {
        "page": page,
        "forms": {**_empty(page), **bound} if page.may_edit else {},
        "back": lifecycle_address(page.product.slug),
        "conflict": clash,
    }
    wrong = [status_of(form) for form in bound.values()]
    status = 409 if clash else max(wrong, default=200)
    return render(request, "products/retirement.html", context, status=status)


def _empty(page: RetirementPage) -> dict[str, Any]:
    product, plan, now = page.product, page.plan, {"on": today()}
    found: dict[str, Any] = {
        "plan": PlanForm(initial=plan_initial(plan), product=product, prefix="plan")
    }
    if plan is None:
        return found
    record = {"on": plan.decommissioned_on or today(), "record": plan.decommission_record}
    found |= {
        "progress": ProgressForm(initial=now, prefix="progress"),
        "data": DataForm(prefix="data"),
        "record": DecommissioningForm(initial=record, prefix="record"),
    }
    if page.open_ends:
        found["settlement"] = SettlementForm(initial=now, prefix="settlement", ends=page.open_ends)
    return found
