"""What is due to be measured."""

from __future__ import annotations

from django.http import HttpResponse

from metrics.queries.due import due_list_page
from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest


def due_list(request: AlmanacRequest) -> HttpResponse:
    """The metrics of one's own clusters, the most overdue first."""
    page = due_list_page(request.user, request.moment)
    return render(request, "metrics/due_list.html", {"page": page})
