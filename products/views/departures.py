"""Somebody leaves; the page says beforehand what nobody answers for then."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from people.forms import DeactivationForm
from people.models import Person
from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.departures import person_leaves
from products.queries.departures import departure_of


def deactivation(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The person has left: their session ends at their next click, their clusters have no owner."""
    person = get_object_or_404(Person, slug=slug)
    form = DeactivationForm(request.POST or None, initial={"on": today()})
    if carried_out(form, lambda data: person_leaves(request.user, person, data["on"])):
        messages.success(request, f"{person.name} can no longer sign in.")
        return redirect(request, reverse("people:person-list"))
    context = {"form": form, "page": departure_of(person, today())}
    return render(request, "products/deactivation.html", context, status=status_of(form))
