"""Group proposals: reading them, accepting one, declining one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from reviews.actions.grouping_proposals import Agreed, accept_proposal, decline_proposal
from reviews.actions.splits import NewCluster
from reviews.group_forms import GroupAcceptanceForm, GroupDeclineForm, GroupOwnerForm
from reviews.models import SplitAct
from reviews.queries.group_answers import (
    GroupAcceptancePage,
    group_acceptance_page,
    group_decline_page,
    proposal_at,
)
from reviews.queries.group_list import group_list_page


@require_safe
def group_list(request: AlmanacRequest) -> HttpResponse:
    """What belongs together, the strongest reason first."""
    page = group_list_page(request.moment, request.GET.get("page", "1"))
    return render(request, "reviews/group_list.html", {"page": page})


def group_acceptance(request: AlmanacRequest, key: str) -> HttpResponse:
    """GET: both sides with whoever shall be accountable. POST: make it one cluster."""
    chosen = request.POST if request.method == "POST" else request.GET
    owner = GroupOwnerForm(chosen if chosen.get("person") else None)
    taker = owner.cleaned_data.get("person") if owner.is_bound and owner.is_valid() else None
    page = group_acceptance_page(key, request.moment, taker)
    if request.method == "POST":
        return _accept(request, page)
    who = page.taker.slug if page.taker else ""
    initial = {
        "rationale_kinds": page.kinds, "rationale": page.rationale, "on": today(),
        "name": page.card.title, "person": who, "seen": page.seen,
    }  # fmt: skip
    form = GroupAcceptanceForm(initial=initial) if page.taker else None
    if not owner.is_bound:
        owner = GroupOwnerForm(initial={"person": who})
    return _answer(request, page, owner, form, status=status_of(owner) if owner.errors else 200)


def _accept(request: AlmanacRequest, page: GroupAcceptancePage) -> HttpResponse:
    form = GroupAcceptanceForm(request.POST)
    done: list[SplitAct] = []

    def act(data: dict[str, Any]) -> None:
        new = NewCluster(data["name"], data["rationale_kinds"], data["rationale"])
        agreed = Agreed(new, data["person"], data["on"])
        done.append(accept_proposal(request.user, page.products, agreed, data["seen"]))

    if carried_out(form, act):
        messages.success(request, f"{done[0].target.name} is one cluster now.")
        return redirect(request, reverse("reviews:split-detail", args=[done[0].pk]))
    owner = GroupOwnerForm(initial={"person": page.taker.slug if page.taker else ""})
    return _answer(request, page, owner, form, status=422)


def _answer(
    request: AlmanacRequest,
    page: GroupAcceptancePage,
    owner: GroupOwnerForm,
    form: GroupAcceptanceForm | None,
    *,
    status: int,
) -> HttpResponse:
    context = {"page": page, "owner": owner, "form": form, "timeless": True}
    return render(request, "reviews/group_acceptance.html", context, status=status)


def group_decline(request: AlmanacRequest, key: str) -> HttpResponse:
    """Say why these products stay apart."""
    card = group_decline_page(key, request.moment)
    form = GroupDeclineForm(request.POST or None)

    def act(data: dict[str, Any]) -> object:
        keys = proposal_at(key, request.moment).product_ids
        return decline_proposal(request.user, keys, data["reason"])

    if carried_out(form, act):
        messages.success(request, f"{card.title} stay apart for two quarters.")
        return redirect(request, reverse("reviews:group-list"))
    context = {"card": card, "form": form, "timeless": True}
    return render(request, "reviews/group_decline.html", context, status=status_of(form))
