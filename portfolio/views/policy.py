"""The organisation's policy: read by everybody, changed by leadership."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse

from metrics.tasks import refresh_scores_nightly
from people.permissions import is_leadership
from people.queries import today
from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.jobs import ring
from portfolio.kernel.requests import AlmanacRequest
from portfolio.policy_form import PolicyForm
from portfolio.queries.policy import policy_initial, policy_page
from products.actions.policy import adopt_policy


def policy(request: AlmanacRequest) -> HttpResponse:
    """The thresholds in force as of the moment; a POST adopts a new version."""
    form = PolicyForm(request.POST or None, initial=policy_initial(today()))
    status = status_of(form)
    try:
        if carried_out(form, lambda data: _adopt(request, form)):
            messages.success(request, "The new version of the policy is adopted.")
            ring(refresh_scores_nightly)
            return redirect(request, request.path)
        status = status_of(form)
    except Conflict as conflict:
        form.add_error(None, f"{conflict.message} Compare it below, then save again.")
        form.data = {**request.POST.dict(), "seen": policy_initial(today())["seen"]}
        status = 409
    may_change = is_leadership(request.user) and not request.moment.is_past
    context = {"page": policy_page(request.moment.on), "form": form if may_change else None}
    return render(request, "portfolio/policy.html", context, status=status)


def _adopt(request: AlmanacRequest, form: PolicyForm) -> None:
    data = form.cleaned_data
    adopt_policy(
        request.user, form.thresholds(), data["effective_from"], data["note"], seen=data["seen"]
    )
