"""Signing in and out."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from people.forms import SignInForm
from portfolio.kernel.forms import status_of
from portfolio.kernel.htmx import render

WRONG = "The address or the password is not right. Check both; the case of the password counts."


@sensitive_post_parameters("password")
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; after it on to where the person wanted to go."""
    back = local_address(request)
    if request.user.is_authenticated and request.method == "GET":
        return HttpResponseRedirect(back)
    form = SignInForm(request.POST or None)
    if form.is_valid():
        # In lower case, so that the lock-out counts one person once, however they are spelled.
        person = authenticate(
            request,
            username=form.cleaned_data["email"].lower(),
            password=form.cleaned_data["password"],
        )
        if person is not None:
            login(request, person)
            return HttpResponseRedirect(back)
        form.add_error(None, WRONG)
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "people/sign_in.html", context, status=status_of(form))


def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session; harmless without one."""
    logout(request)
    return HttpResponseRedirect(resolve_url(settings.LOGOUT_REDIRECT_URL))


def local_address(request: HttpRequest) -> str:
    """Where `next` leads when that is a page of ours, else home: nobody is sent elsewhere."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and allowed else resolve_url(settings.LOGIN_REDIRECT_URL)
