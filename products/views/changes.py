"""Operational changes: begun and finished."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.lifecycle import finish_change, start_change
from products.forms import ChangeForm, CompletionForm
from products.views.lookup import product_address, product_for_owner


def change_list(request: AlmanacRequest, slug: str) -> HttpResponse:
    """What was and is under way, and the form for one more."""
    product = product_for_owner(request.user, slug)
    form = ChangeForm(request.POST or None, initial={"started_on": today()})
    if carried_out(form, lambda data: start_change(request.user, product, **data)):
        messages.success(request, f"{form.cleaned_data['title']} is under way.")
        return redirect(request, request.path)
    context = {
        "form": form,
        "product": product,
        "changes": product.changes.order_by("-started_on", "-pk"),
        "back": product_address(slug),
    }
    return render(request, "products/change_list.html", context, status=status_of(form))


def completion(request: AlmanacRequest, slug: str, pk: int) -> HttpResponse:
    """The change is finished."""
    product = product_for_owner(request.user, slug)
    change = get_object_or_404(product.changes, pk=pk)
    form = CompletionForm(request.POST or None, initial={"on": today()})
    back = product_address(slug)
    if carried_out(form, lambda data: finish_change(request.user, change, data["on"])):
        messages.success(request, f"{change.title} is finished.")
        return redirect(request, back)
    context = {"form": form, "change": change, "product": product, "back": back}
    return render(request, "products/completion.html", context, status=status_of(form))
