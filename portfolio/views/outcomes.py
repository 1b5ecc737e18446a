"""Did it work? Over the whole portfolio."""

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from backlogs.views.worked import table_file
from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.outcomes import outcomes_export_table, outcomes_page


@require_safe
def outcomes(request: AlmanacRequest) -> HttpResponseBase:
    """Outputs beside outcomes; `format` takes them along as a file."""
    if "format" in request.GET:
        table = outcomes_export_table(request.moment, request.user, request.GET)
        return table_file(request, table, "portfolio")
    page = outcomes_page(request.moment, request.user, request.GET)
    return render(request, "portfolio/outcomes.html", {"page": page})
