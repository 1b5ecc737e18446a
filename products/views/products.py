"""A product begins, and is reworded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from people.queries import today
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.products import EDITABLE, create_product, edit_product
from products.forms import ProductForm
from products.models import Product
from products.views.lookup import product_address, product_for_owner


def product_create(request: AlmanacRequest) -> HttpResponse:
    """Leadership takes a product into the portfolio."""
    form = ProductForm(request.POST or None, initial={"introduced_on": today()})
    made: list[Product] = []
    if carried_out(form, lambda data: made.append(create_product(request.user, **data))):
        messages.success(request, f"{made[0].name} is in the portfolio. Name its owner next.")
        return redirect(request, product_address(made[0].slug))
    return render(request, "products/product_create.html", {"form": form}, status=status_of(form))


def product_edit(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The owner says what the product is."""
    product = product_for_owner(request.user, slug)
    initial = {name: getattr(product, name) for name in (*EDITABLE, "version")}
    form = ProductForm(request.POST or None, initial=initial, product=product)
    back = product_address(slug)
    context: dict[str, Any] = {"form": form, "product": product, "back": back}
    try:
        if carried_out(form, lambda data: edit_product(request.user, product, **data)):
            messages.success(request, f"{form.cleaned_data['name']} is saved.")
            return redirect(request, back)
    except Conflict as conflict:
        product.refresh_from_db()
        now = {name: getattr(product, name) for name in EDITABLE}
        context["conflict"] = clash_of(form, now, product.version, conflict.message, request.path)
        return render(request, "products/product_edit.html", context, status=409)
    return render(request, "products/product_edit.html", context, status=status_of(form))
