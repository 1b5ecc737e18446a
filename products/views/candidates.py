"""Inventory entries that nobody has judged yet."""

from __future__ import annotations

from django.http import HttpResponse

from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from products.queries import candidate_list_page


def candidate_list(request: AlmanacRequest) -> HttpResponse:
    """What inventories hold, searched; judged ones on request."""
    page = candidate_list_page(
        request.GET.get("q", "").strip(),
        request.GET.get("shown", "open"),
        request.GET.get("page", "1"),
    )
    return render(request, "products/candidate_list.html", {"page": page}, fragment="rows")
