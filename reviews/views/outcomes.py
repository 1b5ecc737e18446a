"""Did it work? Of what one person is accountable for."""

from django.http.response import HttpResponseBase

from backlogs.views.worked import table_file
from portfolio.kernel import htmx
from portfolio.kernel.requests import AlmanacRequest
from reviews.queries.owner_outcomes import owner_outcomes_page, owner_outcomes_table


def owner_outcomes(request: AlmanacRequest, slug: str) -> HttpResponseBase:
    """What somebody shipped and what came of it; `format` takes it along as a file."""
    if "format" in request.GET:
        table = owner_outcomes_table(slug, request.moment, request.user, request.GET)
        return table_file(request, table, slug)
    page = owner_outcomes_page(slug, request.moment, request.user, request.GET)
    return htmx.render(request, "reviews/owner_outcomes.html", {"page": page})
