"""Owners and their load."""

from django.http import HttpResponse

from portfolio.kernel import htmx
from portfolio.kernel.requests import AlmanacRequest
from reviews.queries.owner_detail import owner_detail_page
from reviews.queries.owner_list import owner_list_page


def owner_list(request: AlmanacRequest) -> HttpResponse:
    """Everybody accountable for something, the heaviest load first."""
    page = owner_list_page(request.moment, request.GET.dict(), request.user)
    return htmx.render(request, "reviews/owner_list.html", {"page": page}, fragment="rows")


def owner_detail(request: AlmanacRequest, slug: str) -> HttpResponse:
    """One person's load, explained."""
    page = owner_detail_page(slug, request.moment, request.user)
    return htmx.render(request, "reviews/owner_detail.html", {"page": page})
