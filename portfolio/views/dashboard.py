"""The portfolio dashboard."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portfolio.kernel.errors import NotFound
from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.dashboard import dashboard_page

SHAPES = ("", "map", "table")


@require_safe
def dashboard(request: AlmanacRequest) -> HttpResponse:
    """The state of the portfolio, or of one's own part of it."""
    shape = request.GET.get("as", "")
    if shape not in SHAPES:
        raise NotFound(f"The map has no form “{shape[:20]}”.", code="unknown_shape")
    page = dashboard_page(request.moment, request.user, shape == "table")
    return render(request, "portfolio/dashboard.html", {"page": page}, fragment="map")
