"""Owner hours of a product, and leadership's word on its strategic weight."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.weight import lift_mark, mark_strategic, record_hours
from products.forms import OwnerHoursForm, StrategicMarkForm
from products.models import Product
from products.permissions import require_backlog, require_living
from products.queries.weight import hours_by_month, marks_of
from products.views.lookup import product_address


def owner_hours(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The hours of the last months, a field each; a field left empty is nothing recorded."""
    product = get_object_or_404(Product, slug=slug)
    require_backlog(request.user, product.cluster_id)
    require_living(product)
    form = OwnerHoursForm(request.POST or None, known=hours_by_month(product, today()))
    back = product_address(slug)
    if carried_out(form, lambda _: record_hours(request.user, product, form.hours())):
        messages.success(request, f"The hours of {product.name} are saved.")
        return redirect(request, back)
    context = {"form": form, "product": product, "back": back, "timeless": True}
    return render(request, "products/owner_hours.html", context, status=status_of(form))


def strategic_mark(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Leadership says that the product weighs strategically, and why."""
    product = get_object_or_404(Product, slug=slug)
    require_living(product)
    lines = marks_of(product, today())
    form = StrategicMarkForm(request.POST or None, initial={"on": today()})
    back = product_address(slug)
    if carried_out(form, lambda data: mark_strategic(request.user, product, **data)):
        messages.success(request, f"{product.name} is marked as strategic.")
        return redirect(request, back)
    context = {"form": form, "product": product, "lines": lines, "back": back, "timeless": True}
    return render(request, "products/strategic_mark.html", context, status=status_of(form))


@require_POST
def strategic_mark_removal(request: AlmanacRequest, slug: str) -> HttpResponse:
    """From today on it is not marked any more."""
    product = get_object_or_404(Product, slug=slug)
    lift_mark(request.user, product, today())
    messages.success(request, f"{product.name} is not marked as strategic any more.")
    return redirect(request, product_address(slug))
