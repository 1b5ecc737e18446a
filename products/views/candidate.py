"""One candidate: all that is known about it, its judgement, and what it may be the same as."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from people.queries import today
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.forms import carried_out
from portfolio.kernel.requests import AlmanacRequest
from products.actions.candidates import Judging, judge_candidates
from products.actions.likenesses import decide_match
from products.candidate_forms import JudgementForm, MatchForm, read_answers
from products.models import Candidate, Product
from products.queries.candidate_detail import candidate_detail_page, candidate_url, last_answers
from products.values.triage import Judgement


@require_safe
def candidate_detail(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Everything imported, and the four questions; answers in the address say what they suggest."""
    candidate = _candidate(pk)
    answers = read_answers(request.GET) or last_answers(candidate)
    form = JudgementForm(initial=_initial(candidate, answers))
    return _show(request, candidate, form, answers)


@require_POST
def candidate_judgement(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Judge it, then on to the next one that nobody has judged."""
    candidate = _candidate(pk)
    form = JudgementForm(request.POST)
    answers = read_answers(request.POST)
    try:
        done = carried_out(
            form,
            lambda data: judge_candidates(
                request.user, {candidate.pk: data["version"]}, form.said()
            ),
        )
    except Conflict as conflict:
        context = {"conflict": conflict.message}
        return _show(request, _candidate(pk), _renewed(form, pk), answers, 409, context)
    if not done:
        return _show(request, candidate, form, answers, 422)
    label = Judgement(form.cleaned_data["judgement"]).label.lower()
    messages.success(request, f"{candidate.name} is judged: {label}.")
    page = candidate_detail_page(candidate, request.user, today(), {})
    return htmx.redirect(request, page.next_url or candidate_url(pk))


@require_POST
def candidate_reopening(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Take the judgement back, as long as nothing hangs on it."""
    candidate = _candidate(pk)
    version = request.POST.get("version", "")
    seen = {pk: int(version) if version.isascii() and version.isdigit() else 0}
    reason = request.POST.get("reason", "").strip()[:2000]
    try:
        judge_candidates(request.user, seen, Judging("", reason))
    except Refused as refused:
        form = JudgementForm(initial=_initial(candidate, last_answers(candidate)))
        return _show(request, candidate, form, {}, 422, {"reopening_error": refused.message})
    messages.success(request, f"{candidate.name} is open again.")
    return htmx.redirect(request, candidate_url(pk))


@require_POST
def candidate_match(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Say whether it is the same as something of a like name."""
    candidate = _candidate(pk)
    form = MatchForm(request.POST)
    if not form.is_valid():
        raise Refused("Say which one, and whether it is the same.", code="match_incomplete")
    data = form.cleaned_data
    model: type[Product] | type[Candidate] = Product if data["kind"] == "product" else Candidate
    thing: Any = {data["kind"]: get_object_or_404(model, pk=data["pk"])}
    is_same = data["answer"] == "same"
    decide_match(request.user, candidate, is_same, version=data["version"], **thing)
    name = thing[data["kind"]].name
    words = f"{candidate.name} is {'' if is_same else 'not '}the same as {name}."
    messages.success(request, words)
    return htmx.redirect(request, candidate_url(pk))


def _candidate(pk: int) -> Candidate:
    return get_object_or_404(Candidate.objects.select_related("product", "judged_by"), pk=pk)


def _initial(candidate: Candidate, answers: dict[str, str]) -> dict[str, Any]:
    newest = candidate.judgements.first()  # type: ignore[attr-defined]
    supports = candidate.supports.values_list("product__name", flat=True)  # type: ignore[attr-defined]
    return {
        "version": candidate.version,
        "judgement": candidate.judgement,
        "reason": candidate.reason if candidate.judgement else "",
        "product": candidate.product.name if candidate.product else "",
        "supports": ", ".join(supports),
        "review_on": candidate.review_on,
        "ends_on": newest.ends_on if newest else None,
        **{f"q_{name}": word for name, word in answers.items()},
    }


def _renewed(form: JudgementForm, pk: int) -> JudgementForm:
    """The form as typed, on top of what holds now: saving once more overwrites knowingly."""
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["version"] = str(_candidate(pk).version)
    return JudgementForm(data)


def _show(
    request: AlmanacRequest,
    candidate: Candidate,
    form: JudgementForm,
    answers: dict[str, str],
    status: int = 200,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    page = candidate_detail_page(candidate, request.user, today(), answers)
    context = {"page": page, "form": form, **(more or {})}
    return htmx.render(
        request, "products/candidate_detail.html", context, fragment="suggestion", status=status
    )
