"""Access tokens, kept by admins: issued, shown once, revoked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from people.actions.tokens import issue_token, revoke_token
from people.forms import TokenForm
from people.models import AccessToken
from people.token_queries import token_list_page
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest


def token_list(request: AlmanacRequest) -> HttpResponse:
    """Every token, newest first."""
    page = token_list_page(request.GET.get("page", "1"))
    return render(request, "people/token_list.html", {"page": page})


def token_create(request: AlmanacRequest) -> HttpResponse:
    """Issue a token. The answer shows it, and nothing can show it again."""
    form = TokenForm(request.POST or None)
    issued: list[tuple[AccessToken, str]] = []
    if carried_out(form, lambda data: issued.append(issue_token(request.user, **data))):
        token, text = issued[0]
        answer = render(request, "people/token_create.html", {"token": token, "text": text})
        answer["Cache-Control"] = "no-store"
        return answer
    return render(request, "people/token_create.html", {"form": form}, status=status_of(form))


def token_revocation(request: AlmanacRequest, pk: int) -> HttpResponse:
    """The token opens nothing from now on."""
    token = revoke_token(request.user, get_object_or_404(AccessToken, pk=pk))
    messages.success(request, f"{token.name} is revoked.")
    return redirect(request, reverse("people:token-list"))
