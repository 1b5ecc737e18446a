"""The owner prepares a packet; a facilitator freezes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from portfolio.kernel.errors import Conflict
from portfolio.kernel.forms import carried_out, clash_of, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_product
from reviews.actions.freezing import freeze
from reviews.actions.packet_notes import write_note
from reviews.packet_forms import PreparationForm
from reviews.queries.calendar import quarter_at
from reviews.queries.packet_notes import preparation_page
from reviews.queries.packets import packet_at

PAGE = "reviews/packet_preparation.html"


def packet_preparation(request: AlmanacRequest, quarter: str, slug: str) -> HttpResponse:
    """The ask, what went badly and comments; closed from the freeze on."""
    page = preparation_page(quarter_at(quarter), slug, request.user)
    if request.method == "POST":
        require_product(request.user, page.cluster.pk)
    form = PreparationForm(request.POST or None, initial=page.initial, sections=page.sections)
    context: dict[str, Any] = {"form": form, "page": page, "timeless": True}

    def act(_: dict[str, Any]) -> object:
        return write_note(request.user, page.cluster, page.quarter, **form.said())

    try:
        if carried_out(form, act):
            messages.success(request, f"The preparation of {page.quarter.label} is saved.")
            return redirect(request, request.path)
    except Conflict as conflict:
        context["page"] = page = preparation_page(page.quarter, slug, request.user)
        now, version = page.initial, page.initial["version"]
        context["conflict"] = clash_of(form, now, version, conflict.message, request.path)
        return render(request, PAGE, context, status=409)
    return render(request, PAGE, context, status=status_of(form))


def packet_freezing(request: AlmanacRequest, quarter: str, slug: str) -> HttpResponse:
    """What stands in the packet now is what the review reads."""
    found = quarter_at(quarter)
    packet, _ = packet_at(found, slug, None, request.user)
    freeze(request.user, packet.cluster, found)
    messages.success(request, f"The packet of {packet.cluster.name} is frozen.")
    return redirect(request, reverse("reviews:packet-detail", args=[quarter, slug]))
