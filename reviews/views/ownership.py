"""Making somebody accountable for a cluster."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from people.models import Person
from people.queries import today
from portfolio.kernel import htmx
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from reviews.actions.ownership import hand_over_cluster
from reviews.forms import OwnershipForm, TakerForm
from reviews.queries.ownership_form import OwnershipPage, ownership_form_page


def ownership_form(request: AlmanacRequest, slug: str) -> HttpResponse:
    """GET: choose a person, then see both loads. POST: make that person accountable."""
    if request.method == "POST":
        return _save(request, slug)
    choice = TakerForm({"person": request.GET["person"]} if request.GET.get("person") else None)
    taker = choice.cleaned_data["person"] if choice.is_bound and choice.is_valid() else None
    page = ownership_form_page(slug, request.moment, taker)
    form = OwnershipForm(initial=_initial(page)) if page.rows else None
    return _answer(request, page, choice, form, status_of(choice) if choice.errors else 200)


def _save(request: AlmanacRequest, slug: str) -> HttpResponse:
    form = OwnershipForm(request.POST)
    taker = form.cleaned_data["person"] if form.is_valid() else _posted_person(form)
    page = ownership_form_page(slug, request.moment, taker)

    def act(data: dict[str, Any]) -> object:
        return hand_over_cluster(request.user, page.cluster, **data)

    if taker is not None and carried_out(form, act):
        messages.success(request, f"{taker.name} is accountable for {page.cluster.name}.")
        return htmx.redirect(request, page.cluster_url)
    return _answer(request, page, TakerForm(), form, status_of(form))


def _posted_person(form: OwnershipForm) -> Person | None:
    """Who was chosen, when something else in the form was wrong."""
    found: Person | None = form.cleaned_data.get("person")
    return found


def _initial(page: OwnershipPage) -> dict[str, Any]:
    return {
        "person": page.taker.slug if page.taker else "",
        "seen_owner": page.owner.slug if page.owner else "",
        "on": today(),
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
