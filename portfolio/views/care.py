"""Bringing a cluster into care, step by step; a candidate becomes one first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from people.models import Person
from people.permissions import is_leadership
from people.queries import today
from portfolio.calculations.care import CareStep
from portfolio.care_forms import CandidateCareForm
from portfolio.care_rights import require_any, require_step
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.care import CarePage, care_page, care_url, next_url
from portfolio.queries.care_candidate import candidate_care_page
from portfolio.queries.start_here import next_to_start
from portfolio.views.care_steps import WAYS
from products.actions.candidates import Judging, judge_candidates
from products.models import Candidate, Cluster
from products.values.triage import Judgement


def care(request: AlmanacRequest, slug: str) -> HttpResponse:
    """GET: the step asked for, or the first that is open. POST: do it, then on to the next."""
    said = request.POST if request.method == "POST" else request.GET
    asked, product = said.get("step", ""), said.get("product", "")
    page = care_page(slug, request.user, asked, product, request.GET.get("q", "").strip()[:100])
    if request.method == "POST":
        return _carry_out(request, page, asked)
    form = None
    if page.step and page.can_do and not _is_settled(page):
        form = WAYS[page.step].form(page, None)
    return _show(request, page, form)


def candidate_care(request: AlmanacRequest, pk: int) -> HttpResponse:
    """GET: why it is a product. POST: it is one, and goes on as the cluster it stands in."""
    candidate = get_object_or_404(Candidate.objects.select_related("product__cluster"), pk=pk)
    if candidate.judgement == Judgement.PRODUCT and candidate.product:
        return htmx.redirect(request, care_url(candidate.product.cluster.slug))
    form = CandidateCareForm(request.POST or None, initial={"version": candidate.version})

    def judge(data: dict[str, Any]) -> object:
        said = Judging(Judgement.PRODUCT, data["reason"], stage=data["stage"])
        return judge_candidates(request.user, {pk: data["version"]}, said)

    if carried_out(form, judge):
        messages.success(request, f"{candidate.name} is a product now.")
        cluster = Cluster.objects.get(products__candidates=candidate)
        return htmx.redirect(request, care_url(cluster.slug))
    page = candidate_care_page(candidate, is_leadership(request.user), today())
    context = {"page": page, "form": form, "timeless": True}
    return htmx.render(request, "portfolio/candidate_care.html", context, status=status_of(form))


def _carry_out(request: AlmanacRequest, page: CarePage, asked: str) -> HttpResponse:
    person: Person = request.user
    require_any(person, page.cluster.pk, page.has_owner)
    if asked not in CareStep.texts() or page.step is None or page.product is None:
        raise Refused("Say which step it is.", code="step_unknown", field="step")
    step = page.step
    require_step(person, step, page.cluster.pk, page.has_owner)
    way = WAYS[step]
    form = way.form(page, request.POST)
    told: list[str] = []
    try:
        done = carried_out(form, lambda _: told.append(way.act(person, page, form)))
    except Conflict as conflict:
        form.add_error(None, conflict.message)
        return _show(request, care_page(page.cluster.slug, person, step), form, 409)
    if not done:
        return _show(request, page, form, 422)
    messages.success(request, told[0])
    leaves = request.POST.get("then") == "leave"
    return htmx.redirect(request, page.cluster_url if leaves else next_url(page.cluster, step))


def _is_settled(page: CarePage) -> bool:
    """Whether the step needs no form any more: an owner or a review is there or on the way.

    A review that was held leaves the next one to be planned.
    """
    if page.step is CareStep.OWNER:
        return bool(page.facts.owner or page.facts.agreed or page.part.waits)
    return page.step is CareStep.REVIEW and bool(page.part.waits)


def _show(
    request: AlmanacRequest, page: CarePage, form: forms.Form | None, status: int = 200
) -> HttpResponse:
    following = None
    if page.step is None and page.states:
        following = next_to_start(request.moment, request.user, page.cluster.slug)
    context = {
        "page": page,
        "form": form,
        "part": f"portfolio/_care_{page.step}.html" if page.step else "",
        "following": following,
        "timeless": True,
    }
    return htmx.render(request, "portfolio/care.html", context, status=status)
