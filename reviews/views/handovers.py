"""One hand-over: seen, accepted, declined, withdrawn, its checklist ticked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse

from portfolio.kernel import htmx
from portfolio.kernel.errors import Forbidden
from portfolio.kernel.forms import carried_out
from portfolio.kernel.requests import AlmanacRequest
from products.actions.handovers import (
    accept_handover,
    decline_handover,
    tick_point,
    withdraw_handover,
)
from products.values.ownership import HandoverPoint
from reviews.forms import RefusalForm
from reviews.queries.handover_detail import handover_detail_page, handover_for

PAGE = "reviews/handover_detail.html"


def handover_detail(request: AlmanacRequest, pk: int) -> HttpResponse:
    """What is asked, both loads, and the answer."""
    page = handover_detail_page(pk, request.moment, request.user)
    return htmx.render(request, PAGE, {"page": page, "form": RefusalForm()})


def handover_acceptance(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Whoever was asked accepts."""
    handover = accept_handover(request.user, handover_for(pk, request.user))
    messages.success(request, f"{handover.cluster.name} is yours as agreed.")
    return _back(request, pk)


def handover_refusal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Whoever was asked declines and says why."""
    handover = handover_for(pk, request.user)
    if request.user.pk != handover.taker_id:
        raise Forbidden("Only whoever was asked can answer this.", code="not_allowed")
    form = RefusalForm(request.POST)
    if carried_out(form, lambda data: decline_handover(request.user, handover, **data)):
        messages.success(request, "Declined. Whoever proposed it is told why.")
        return _back(request, pk)
    page = handover_detail_page(pk, request.moment, request.user)
    return htmx.render(request, PAGE, {"page": page, "form": form}, status=422)


def handover_withdrawal(request: AlmanacRequest, pk: int) -> HttpResponse:
    """Leadership takes the proposal back."""
    withdraw_handover(request.user, handover_for(pk, request.user))
    messages.success(request, "Withdrawn. Nothing changes.")
    return _back(request, pk)


def handover_point(request: AlmanacRequest, pk: int, point: str) -> HttpResponse:
    """A point of the checklist is done, or not after all (`done` is 0)."""
    if point not in HandoverPoint.texts():
        raise Http404
    done = request.POST.get("done") != "0"
    tick_point(request.user, handover_for(pk, request.user), HandoverPoint(point), done)
    return _back(request, pk)


def _back(request: AlmanacRequest, pk: int) -> HttpResponse:
    return htmx.redirect(request, reverse("reviews:handover-detail", args=[pk]))
