"""How work flows through a cluster and through a product."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from backlogs.queries.flow_pages import cluster_flow_page, product_flow_page
from portfolio.kernel import htmx
from portfolio.kernel.requests import AlmanacRequest


@require_safe
def cluster_flow(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The flow of all products the cluster holds."""
    page = cluster_flow_page(slug, request.moment)
    return htmx.render(request, "backlogs/cluster_flow.html", {"page": page}, fragment="flow")


@require_safe
def product_flow(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The flow of one product."""
    page = product_flow_page(slug, request.moment)
    return htmx.render(request, "backlogs/product_flow.html", {"page": page}, fragment="flow")
