"""The clusters list and the page of one cluster."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.cluster_detail import cluster_detail_page
from portfolio.queries.cluster_list import cluster_list_page


@require_safe
def cluster_list(request: AlmanacRequest) -> HttpResponse:
    """Every cluster with a living product."""
    page = cluster_list_page(request.moment, request.GET.dict(), request.user)
    return render(request, "portfolio/cluster_list.html", {"page": page}, fragment="list")


@require_safe
def cluster_detail(request: AlmanacRequest, slug: str) -> HttpResponse:
    """One cluster; a cluster of one leads on to its product (DOMAIN 1)."""
    page = cluster_detail_page(slug, request.moment, request.user)
    if page.alone_url:
        return HttpResponseRedirect(page.alone_url)
    return render(request, "portfolio/cluster_detail.html", {"page": page})
