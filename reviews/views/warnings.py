"""Warnings."""

from django.http import HttpResponse

from portfolio.kernel import htmx
from portfolio.kernel.requests import AlmanacRequest
from reviews.queries.warning_list import warning_list_page


def warning_list(request: AlmanacRequest) -> HttpResponse:
    """What the data says somebody should look at."""
    page = warning_list_page(request.moment, request.GET.dict(), request.user)
    return htmx.render(request, "reviews/warning_list.html", {"page": page}, fragment="rows")
