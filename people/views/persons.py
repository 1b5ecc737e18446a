"""People and their roles, kept by admins."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from people.actions.persons import (
    EDITABLE,
    create_person,
    edit_person,
    reactivate_person,
)
from people.forms import PersonForm
from people.models import Person
from people.queries import person_list_page
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


def person_list(request: AlmanacRequest) -> HttpResponse:
    """Everybody, searched."""
    page = person_list_page(
        request.GET.get("q", "").strip(),
        request.GET.get("shown", "here"),
        request.GET.get("page", "1"),
    )
    return render(request, "people/person_list.html", {"page": page}, fragment="rows")


@sensitive_post_parameters("password")
def person_create(request: AlmanacRequest) -> HttpResponse:
    """Add a person."""
    form = PersonForm(request.POST or None)
    if carried_out(form, lambda data: create_person(**data)):
        messages.success(request, f"{form.cleaned_data['name']} is in the list.")
        return redirect(request, reverse("people:person-list"))
    return render(request, "people/person_create.html", {"form": form}, status=status_of(form))


@sensitive_post_parameters("password")
def person_edit(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Change a person and their roles; a first or forgotten password may be set here too."""
    person = get_object_or_404(Person, slug=slug)
    initial = {name: getattr(person, name) for name in (*EDITABLE, "version")}
    form = PersonForm(request.POST or None, initial=initial, person=person)
    context: dict[str, Any] = {"form": form, "person": person}
    try:
        if carried_out(form, lambda data: edit_person(request.user, person, **data)):
            messages.success(request, f"{form.cleaned_data['name']} is saved.")
            return redirect(request, reverse("people:person-list"))
    except Conflict as conflict:
        person.refresh_from_db()
        now = {name: getattr(person, name) for name in EDITABLE}
        context["conflict"] = clash_of(form, now, person.version, conflict.message, request.path)
        return render(request, "people/person_edit.html", context, status=409)
    return render(request, "people/person_edit.html", context, status=status_of(form))


def reactivation(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The person is back."""
    person = reactivate_person(request.user, get_object_or_404(Person, slug=slug))
    messages.success(request, f"{person.name} is back and may sign in again.")
    return redirect(request, reverse("people:person-edit", args=[slug]))
