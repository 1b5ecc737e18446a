"""The lifecycle of a product: its history, and the next change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse

from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.lifecycle import change_stage
from products.forms import StageForm
from products.queries import stage_form_page
from products.values import Stage
from products.views.lookup import product_address, product_for_owner


def stage_form(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Every change has a day, a person and a reason; an unusual step is named."""
    product = product_for_owner(request.user, slug)
    page = stage_form_page(product)
    form = StageForm(request.POST or None, initial={"on": today(), "stage": page.following})
    if carried_out(form, lambda data: change_stage(request.user, product, **data)):
        stage = Stage(form.cleaned_data["stage"]).label.lower()
        messages.success(request, f"{product.name} is in {stage}.")
        return redirect(request, product_address(slug))
    context = {"form": form, "page": page, "back": product_address(slug)}
    return render(request, "products/stage_form.html", context, status=status_of(form))
