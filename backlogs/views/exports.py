"""A list as a file: exactly what its address shows."""

from __future__ import annotations

from django.http import FileResponse
from django.views.decorators.http import require_safe

from backlogs.forms.filters import read_filters
from backlogs.queries.exports import Export, cluster_export_table, product_export_table
from portfolio.kernel.errors import NotFound
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.tabular.writing import WRITERS, written


@require_safe
def cluster_export(request: AlmanacRequest, slug: str) -> FileResponse:
    """The cluster's list with the filters of the address; `format` is csv, xlsx or json."""
    filters = read_filters(request.GET, request.moment)
    return _file(request, cluster_export_table(request.user, slug, request.moment, filters))


@require_safe
def product_export(request: AlmanacRequest, slug: str) -> FileResponse:
    """The product's list with the filters of the address; `format` is csv, xlsx or json."""
    filters = read_filters(request.GET, request.moment)
    return _file(request, product_export_table(request.user, slug, request.moment, filters))


def _file(request: AlmanacRequest, export: Export) -> FileResponse:
    ending = request.GET.get("format", "csv")
    if ending not in WRITERS:
        raise NotFound("A list is exported as csv, xlsx or json.", code="no_such_format")
    kind, _ = WRITERS[ending]
    return FileResponse(
        written(export.table, ending),
        as_attachment=True,
        filename=f"{export.name}.{ending}",
        content_type=kind,
    )
