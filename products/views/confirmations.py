"""Still yours?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from portfolio.kernel.errors import Forbidden
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.actions.confirmations import answer_confirmation
from products.promise_forms import ConfirmationForm
from products.queries.confirmations import confirmation_page
from products.values.ownership import ConfirmationAnswer
from products.views.lookup import cluster_address


def confirmation(request: AlmanacRequest, pk: int) -> HttpResponse:
    """GET: the question and what became of it. POST: the owner's answer."""
    page = confirmation_page(pk, request.user)
    if request.method == "POST" and page.row.person_id != request.user.pk:
        raise Forbidden("Only whoever was asked can answer this.", code="not_allowed")
    form = ConfirmationForm(request.POST or None)

    def act(data: dict[str, Any]) -> object:
        answer = ConfirmationAnswer(data.pop("answer"))
        return answer_confirmation(request.user, page.row, answer, **data)

    if carried_out(form, act):
        messages.success(request, "Noted. Thank you.")
        return redirect(request, request.path)
    back = cluster_address(page.cluster.slug)
    context = {"page": page, "form": form if page.may_answer else None, "back": back}
    return render(request, "products/confirmation.html", context, status=status_of(form))
