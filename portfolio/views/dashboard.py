"""The portfolio dashboard, and what it shows as files."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_safe

from portfolio.kernel.charts.pictures import picture_png
from portfolio.kernel.errors import NotFound
from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.tabular.writing import WRITERS, written
from portfolio.queries.dashboard import dashboard_page
from portfolio.queries.dashboard_files import FONTS, dashboard_chart_file, dashboard_table_file

SHAPES = ("", "map", "table")
PICTURES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}


@require_safe
def dashboard(request: AlmanacRequest) -> HttpResponse:
    """The state of the portfolio, or of one's own part of it."""
    shape = request.GET.get("as", "")
    if shape not in SHAPES:
        raise NotFound(f"The map has no form “{shape[:20]}”.", code="unknown_shape")
    against = request.GET.get("with", "")
    page = dashboard_page(request.moment, request.user, shape == "table", against)
    return render(request, "portfolio/dashboard.html", {"page": page}, fragment="map")


@require_safe
def dashboard_chart(request: AlmanacRequest, name: str) -> FileResponse:
    """A chart of the dashboard as it stands; `format` is svg or png."""
    ending = request.GET.get("format", "svg")
    if ending not in PICTURES:
        raise NotFound("A chart is taken as svg or png.", code="no_such_format")
    drawn = dashboard_chart_file(name, request.moment, request.user)
    body = picture_png(drawn, [FONTS]) if ending == "png" else drawn.encode()
    filename = f"{name}-{request.moment.quarter.slug}.{ending}"
    return FileResponse(
        BytesIO(body), as_attachment=True, filename=filename, content_type=PICTURES[ending]
    )


@require_safe
def dashboard_table(request: AlmanacRequest, name: str) -> FileResponse:
    """A table of the dashboard as it stands; `format` is xlsx, csv or json."""
    ending = request.GET.get("format", "xlsx")
    if ending not in WRITERS:
        raise NotFound("A table is taken as xlsx, csv or json.", code="no_such_format")
    against = request.GET.get("with", "")
    table = dashboard_table_file(name, request.moment, request.user, against)
    filename = f"{name}-{request.moment.quarter.slug}.{ending}"
    return FileResponse(
        written(table, ending),
        as_attachment=True,
        filename=filename,
        content_type=WRITERS[ending][0],
    )
