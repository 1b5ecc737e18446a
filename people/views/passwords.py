"""One's own account: who am I here, and a new password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from people.actions.persons import set_password
from people.forms import PasswordForm
from people.queries import ROLES
from people.token_queries import tokens_of
from portfolio.kernel.forms import status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


@sensitive_post_parameters()
def password(request: AlmanacRequest) -> HttpResponse:
    """Change one's own password; other sessions of the person end."""
    person = request.user
    form = PasswordForm(request.POST or None, person=person)
    if form.is_valid():
        update_session_auth_hash(request, set_password(person, person, form.cleaned_data["new"]))
        messages.success(request, "Your password is changed. Other devices are signed out.")
        return redirect(request, request.path)
    roles = [word for flag, word in ROLES.items() if getattr(person, flag)]
    context = {
        "form": form,
        "person": person,
        "roles": ", ".join(roles),
        "tokens": tokens_of(person),
    }
    return render(request, "people/password.html", context, status=status_of(form))
