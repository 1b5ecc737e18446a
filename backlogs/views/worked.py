"""Did it work? Outputs beside outcomes, of a product and of a cluster."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from backlogs.queries.outcome_pages import (
    cluster_outcomes_page,
    cluster_outcomes_table,
    product_outcomes_page,
    product_outcomes_table,
)
from portfolio.kernel import htmx
from portfolio.kernel.errors import NotFound
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.tabular.values import Table
from portfolio.kernel.tabular.writing import WRITERS, written


@require_safe
def cluster_outcomes(request: AlmanacRequest, slug: str) -> HttpResponseBase:
    """What the cluster shipped and what came of it; `format` takes it along as a file."""
    if "format" in request.GET:
        return table_file(request, cluster_outcomes_table(slug, request.moment, request.GET), slug)
    page = cluster_outcomes_page(slug, request.moment, request.GET)
    return _answer(request, "backlogs/cluster_outcomes.html", page)


@require_safe
def product_outcomes(request: AlmanacRequest, slug: str) -> HttpResponseBase:
    """What was shipped for the product and what came of it; `format` takes it along as a file."""
    if "format" in request.GET:
        return table_file(request, product_outcomes_table(slug, request.moment, request.GET), slug)
    page = product_outcomes_page(slug, request.moment, request.GET)
    return _answer(request, "backlogs/product_outcomes.html", page)


def table_file(request: AlmanacRequest, table: Table, name: str) -> FileResponse:
    """The table as csv, xlsx or json; raises `NotFound` for another format."""
    ending = request.GET.get("format", "")
    if ending not in WRITERS:
        raise NotFound("Outcomes are exported as csv, xlsx or json.", code="no_such_format")
    return FileResponse(
        written(table, ending),
        as_attachment=True,
        filename=f"outcomes-{name}-{request.moment.on.isoformat()}.{ending}",
        content_type=WRITERS[ending][0],
    )


def _answer(request: AlmanacRequest, template: str, page: object) -> HttpResponse:
    return htmx.render(request, template, {"page": page})
