"""Scores taken apart: of a product, a cluster, the portfolio."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portfolio.kernel.errors import NotFound
from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.cluster_score import cluster_score_page
from portfolio.queries.portfolio_score import portfolio_score_page
from portfolio.queries.product_score import product_score_page
from portfolio.values import ScoreKind


@require_safe
def product_score(request: AlmanacRequest, slug: str, kind: str) -> HttpResponse:
    """Health or value of a product; opened beside a figure it is the passport alone."""
    page = product_score_page(slug, _kind(kind), request.moment)
    return render(request, "portfolio/product_score.html", {"page": page}, fragment="passport")


@require_safe
def cluster_score(request: AlmanacRequest, slug: str, kind: str) -> HttpResponse:
    """The same of a cluster."""
    page = cluster_score_page(slug, _kind(kind), request.moment)
    return render(request, "portfolio/cluster_score.html", {"page": page}, fragment="passport")


@require_safe
def portfolio_score(request: AlmanacRequest, kind: str) -> HttpResponse:
    """The same of the portfolio, or of one's own part of it."""
    page = portfolio_score_page(_kind(kind), request.moment, request.user)
    return render(request, "portfolio/portfolio_score.html", {"page": page}, fragment="passport")


def _kind(text: str) -> ScoreKind:
    if text not in ScoreKind.texts():
        raise NotFound("There is no such score.", code="unknown_score")
    return ScoreKind(text)
