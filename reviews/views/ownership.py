"""Proposing somebody as accountable."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from portfolio.kernel import htmx
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from products.actions.handovers import propose_handover
from reviews.forms import OwnershipForm, TakerForm
from reviews.queries.orphan_list import orphan_list_page
from reviews.queries.ownership_form import OwnershipPage, Wanted, ownership_form_page


def ownership_form(request: AlmanacRequest, slug: str) -> HttpResponse:
    """GET: choose a person, then see both loads. POST: ask that person."""
    if request.method == "POST":
        return _propose(request, slug)
    choice = TakerForm(request.GET if set(request.GET) & set(TakerForm.base_fields) else None)
    if choice.is_bound and not choice.is_valid():
        page = ownership_form_page(slug, request.moment, Wanted())
        return _answer(request, page, choice, None, 422)
    page = ownership_form_page(slug, request.moment, _wanted(choice))
    form = OwnershipForm(initial=_initial(page)) if page.rows and not page.waits else None
    return _answer(request, page, choice, form, 200)


def orphan_list(request: AlmanacRequest) -> HttpResponse:
    """Clusters nobody answers for."""
    page = orphan_list_page(request.moment, request.user)
    return htmx.render(request, "reviews/orphan_list.html", {"page": page})


def _propose(request: AlmanacRequest, slug: str) -> HttpResponse:
    form = OwnershipForm(request.POST)
    form.is_valid()
    chosen = form.cleaned_data.get("person"), form.cleaned_data.get("on")
    page = ownership_form_page(slug, request.moment, Wanted(*chosen))
    made = []

    def act(data: dict[str, Any]) -> object:
        taker = data.pop("person")
        made.append(propose_handover(request.user, page.cluster, taker, **data))
        return made

    if carried_out(form, act):
        messages.success(request, f"{made[0].taker.name} is asked. Until then nothing changes.")
        return htmx.redirect(request, reverse("reviews:handover-detail", args=[made[0].pk]))
    return _answer(request, page, TakerForm(), form, status_of(form))


def _wanted(choice: TakerForm) -> Wanted:
    if not choice.is_bound:
        return Wanted()
    data = choice.cleaned_data
    return Wanted(data["person"], data["on"], data["q"].strip())


def _initial(page: OwnershipPage) -> dict[str, Any]:
    return {
        "person": page.taker.slug if page.taker else "",
        "seen_owner": page.owner.slug if page.owner else "",
        "on": page.on,
    }


def _answer(
    request: AlmanacRequest,
    page: OwnershipPage,
    choice: TakerForm,
    form: OwnershipForm | None,
    status: int,
) -> HttpResponse:
    context = {"page": page, "choice": choice, "form": form}
    return htmx.render(request, "reviews/ownership_form.html", context, status=status)
