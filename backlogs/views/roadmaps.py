"""The roadmap of a cluster and of a product."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from backlogs.queries.roadmap import cluster_roadmap_page, product_roadmap_page
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict
from portfolio.kernel.requests import AlmanacRequest


@require_safe
def cluster_roadmap(request: AlmanacRequest, slug: str) -> HttpResponse:
    """What comes now, next and later for all products of the cluster."""
    everything = request.GET.get("history") == "all"
    page = cluster_roadmap_page(request.user, slug, request.moment, everything=everything)
    return _board(request, page)


@require_safe
def product_roadmap(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The product's part of its cluster's roadmap."""
    everything = request.GET.get("history") == "all"
    page = product_roadmap_page(request.user, slug, request.moment, everything=everything)
    return _board(request, page)


def show_board(
    request: AlmanacRequest, cluster_slug: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The roadmap a form was sent from: its `view` names the product, or nothing the cluster."""
    product = request.POST.get("view", "")
    if product:
        page = product_roadmap_page(request.user, product, request.moment)
    else:
        page = cluster_roadmap_page(request.user, cluster_slug, request.moment)
    return _board(request, page, status=status, **more)


def show_stale(request: AlmanacRequest, cluster_slug: str, conflict: Conflict) -> HttpResponse:
    """The roadmap as it is now, and who changed what."""
    words = {"message": conflict.message, "changes": conflict.details.get("changes", ())}
    answer = show_board(request, cluster_slug, status=409, conflict=words)
    return htmx.with_toast(answer, conflict.message)


def board_path(request: AlmanacRequest, cluster_slug: str) -> str:
    """The address of the roadmap a form was sent or opened from."""
    product = request.POST.get("view", request.GET.get("view", ""))
    if product:
        return reverse("backlogs:product-roadmap", args=[product])
    return reverse("backlogs:cluster-roadmap", args=[cluster_slug])


def _board(request: AlmanacRequest, page: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    kind = "cluster" if page.is_cluster else "product"
    template = f"backlogs/{kind}_roadmap.html"
    context = {"page": page, **more}
    return htmx.render(request, template, context, fragment="roadmap", status=status)
