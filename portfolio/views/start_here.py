"""Where leadership should start."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.start_here import start_here_page


@require_safe
def start_here(request: AlmanacRequest) -> HttpResponse:
    """The three to five things most worth bringing into care."""
    page = start_here_page(request.moment, request.user)
    return render(request, "portfolio/start_here.html", {"page": page})
