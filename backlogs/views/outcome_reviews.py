"""Did it work? One review of an item, and what its owner says of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from backlogs.actions.outcome_verdicts import look_at_review
from backlogs.forms.outcome_reviews import OutcomeReviewForm
from backlogs.queries.items import find_item
from backlogs.queries.outcome_review_page import ReviewPage, item_outcome_review_page
from backlogs.queries.outcome_reviews import find_review
from backlogs.values import Reference
from backlogs.values.verdicts import Verdict
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_product


@require_http_methods(["GET", "HEAD", "POST"])
def item_outcome_review(request: AlmanacRequest, reference: Reference, days: int) -> HttpResponse:
    """Everybody reads it; the accountable owner agrees or, with a reason, does not."""
    if request.method != "POST":
        page = item_outcome_review_page(request.user, reference, days, request.moment)
        return _answer(request, page, _form(page), 200)
    item = find_item(reference)
    require_product(request.user, item.cluster_id)
    row = find_review(item, days, request.moment)
    form = OutcomeReviewForm(request.POST)
    try:
        saved = carried_out(
            form,
            lambda data: look_at_review(
                request.user, row, Verdict(data["verdict"]), data["reason"], data["seen"]
            ),
        )
    except Conflict as conflict:
        messages.warning(request, conflict.message)
        page = item_outcome_review_page(request.user, reference, days, request.moment)
        return _answer(request, page, _form(page), 409)
    if saved:
        messages.success(request, f"Kept what became of {reference}.")
        return htmx.redirect(request, request.path)
    page = item_outcome_review_page(request.user, reference, days, request.moment)
    return _answer(request, page, form, status_of(form))


def _form(page: ReviewPage) -> OutcomeReviewForm:
    row = page.row
    return OutcomeReviewForm(
        initial={
            "seen": row.computed_at.isoformat(),
            "verdict": row.said_verdict or row.verdict,
            "reason": row.said_reason,
        }
    )


def _answer(
    request: AlmanacRequest, page: ReviewPage, form: OutcomeReviewForm, status: int
) -> HttpResponse:
    context = {"page": page, "form": form}
    return htmx.render(request, "backlogs/item_outcome_review.html", context, status=status)
