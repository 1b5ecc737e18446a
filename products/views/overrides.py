"""Leadership's word over a product's computed activity."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.lifecycle import override_activity
from products.forms import OverrideForm
from products.models import Product
from products.permissions import require_living
from products.queries import override_form_page
from products.views.lookup import product_address


def override_form(request: AlmanacRequest, slug: str) -> HttpResponse:
    """With a reason and an end; it shows wherever the result shows, and lapses by itself."""
    product = get_object_or_404(Product, slug=slug)
    require_living(product)
    form = OverrideForm(request.POST or None, initial={"on": today()})
    back = product_address(slug)
    if carried_out(form, lambda data: override_activity(request.user, product, **data)):
        word = form.cleaned_data["treat_as"]
        messages.success(request, f"{product.name} is treated as {word}.")
        return redirect(request, back)
    context = {"form": form, "page": override_form_page(product), "back": back}
    return render(request, "products/override_form.html", context, status=status_of(form))
