"""The first page after signing in."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.desk import desk_page


@require_safe
def desk(request: AlmanacRequest) -> HttpResponse:
    """What waits for me."""
    page = desk_page(request.moment, request.user)
    return render(request, "portfolio/desk.html", {"page": page})
