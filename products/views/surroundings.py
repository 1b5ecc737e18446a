"""Who uses a product and what it depends on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.surroundings import (
    add_dependency,
    drop_users,
    note_users,
    remove_dependency,
)
from products.forms import DependencyForm, UsersForm
from products.queries import dependencies_page, users_page
from products.views.lookup import product_address, product_for_owner


def users(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The personas of a product with their use cases; naming one again replaces its line."""
    product = product_for_owner(request.user, slug)
    form = UsersForm(request.POST or None)
    if carried_out(form, lambda data: note_users(request.user, product, **data)):
        return redirect(request, request.path)
    context = {"form": form, "page": users_page(product), "back": product_address(slug)}
    return render(request, "products/users.html", context, status=status_of(form))


def users_removal(request: AlmanacRequest, slug: str, pk: int) -> HttpResponse:
    """They no longer use it."""
    product = product_for_owner(request.user, slug)
    drop_users(request.user, get_object_or_404(product.users, pk=pk))
    return redirect(request, reverse("products:users", args=[slug]))


def dependencies(request: AlmanacRequest, slug: str) -> HttpResponse:
    """What it needs, and what needs it."""
    product = product_for_owner(request.user, slug)
    form = DependencyForm(request.POST or None, product=product)
    if carried_out(form, lambda data: add_dependency(request.user, product, **data)):
        return redirect(request, request.path)
    context = {"form": form, "page": dependencies_page(product), "back": product_address(slug)}
    return render(request, "products/dependencies.html", context, status=status_of(form))


def dependency_removal(request: AlmanacRequest, slug: str, pk: int) -> HttpResponse:
    """It can do without."""
    product = product_for_owner(request.user, slug)
    remove_dependency(request.user, get_object_or_404(product.dependencies, pk=pk))
    return redirect(request, reverse("products:dependencies", args=[slug]))
