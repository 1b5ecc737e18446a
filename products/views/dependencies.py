"""What depends on what: impact of a product, a cluster's lines, the whole portfolio."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from people.queries import today
from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from products.models import Cluster, Product
from products.queries.dependency_map import cluster_dependencies_page, dependency_map_page
from products.queries.impact import impact_page


@require_safe
def impact(request: AlmanacRequest, slug: str) -> HttpResponse:
    """What changing or retiring the product touches."""
    page = impact_page(get_object_or_404(Product, slug=slug))
    return render(request, "products/impact.html", {"page": page, "timeless": True})


@require_safe
def cluster_dependencies(request: AlmanacRequest, slug: str) -> HttpResponse:
    """What the products of the cluster need, and what needs them."""
    page = cluster_dependencies_page(get_object_or_404(Cluster.objects.on(today()), slug=slug))
    return render(request, "products/cluster_dependencies.html", {"page": page, "timeless": True})


@require_safe
def dependency_map(request: AlmanacRequest) -> HttpResponse:
    """The portfolio as clusters."""
    page = dependency_map_page(request.GET.get("page", "1"))
    return render(request, "products/dependency_map.html", {"page": page, "timeless": True})
