"""The list of quarters."""

from django.http import HttpResponse

from portfolio.kernel import htmx
from portfolio.kernel.requests import AlmanacRequest
from reviews.queries.review_list import review_list_page


def review_list(request: AlmanacRequest) -> HttpResponse:
    """Quarters that are over, with their packets and runs."""
    page = review_list_page(request.user)
    return htmx.render(request, "reviews/review_list.html", {"page": page})
