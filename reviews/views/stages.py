"""The stage of a product: what the next would change, and moving it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.lifecycle import move_stage, withdraw_move
from products.lifecycle_forms import StageChoiceForm, StageForm
from products.values import Stage
from products.views.lookup import lifecycle_address, product_for_owner
from reviews.queries.stage_form import stage_form_page


def stage_form(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Every change has a day, a person and a reason; what it changes is shown before."""
    product = product_for_owner(request.user, slug)
    asked = request.POST if request.method == "POST" else request.GET
    page = stage_form_page(product, request.moment, asked.get("stage", ""))
    first = {"on": asked.get("on") or today(), "stage": page.following}
    form = StageForm(request.POST or None, initial=first, leaves_open=page.leaves_open)

    def act(data: dict[str, Any]) -> object:
        return move_stage(request.user, product, **data)

    if carried_out(form, act):
        messages.success(request, _said(product.name, form.cleaned_data))
        return redirect(request, lifecycle_address(slug))
    choice = StageChoiceForm(initial={"stage": page.following}, auto_id="choice_%s")
    context = {"form": form, "choice": choice, "page": page}
    return render(request, "reviews/stage_form.html", context, status=status_of(form))


def stage_withdrawal(request: AlmanacRequest, slug: str) -> HttpResponse:
    """A planned move is taken back."""
    product = product_for_owner(request.user, slug)
    if withdraw_move(request.user, product):
        messages.success(request, f"The planned move of {product.name} is withdrawn.")
    return redirect(request, lifecycle_address(slug))


def _said(name: str, data: dict[str, Any]) -> str:
    stage = Stage(data["stage"]).label.lower()
    if data["on"] > today():
        return f"{name} is planned to be in {stage} from {data['on']:%-d %b %Y}."
    return f"{name} is in {stage}."
