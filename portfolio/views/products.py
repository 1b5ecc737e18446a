"""The products list and the page of one product."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portfolio.kernel.errors import NotFound
from portfolio.kernel.htmx import render, wants_fragment
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.product_activity import product_activity_page
from portfolio.queries.product_detail import product_detail_page
from portfolio.queries.product_goals import product_goals_page
from portfolio.queries.product_lifecycle import product_lifecycle_page
from portfolio.queries.product_list import product_list_page


@require_safe
def product_list(request: AlmanacRequest) -> HttpResponse:
    """Every product of the portfolio, found by what the address says."""
    whole = not wants_fragment(request)
    page = product_list_page(request.moment, request.GET.dict(), request.user, whole=whole)
    return render(request, "portfolio/product_list.html", {"page": page}, fragment="list")


@require_safe
def product_detail(request: AlmanacRequest, slug: str) -> HttpResponse:
    """One product: what it is, how it stands, what is next; tabs: activity, goals, lifecycle."""
    tab = request.GET.get("tab", "")
    if tab == "activity":
        activity = product_activity_page(slug, request.moment, request.user)
        context = {"page": activity, "head": activity.head}
        return render(request, "portfolio/product_activity.html", context)
    if tab == "goals":
        goals = product_goals_page(slug, request.moment, request.user)
        context = {"page": goals, "head": goals.head}
        return render(request, "portfolio/product_goals.html", context)
    if tab == "lifecycle":
        lifecycle = product_lifecycle_page(slug, request.moment, request.user)
        context = {"page": lifecycle, "head": lifecycle.head}
        return render(request, "portfolio/product_lifecycle.html", context)
    if tab:
        raise NotFound("A product has no such tab.", code="unknown_tab")
    page = product_detail_page(slug, request.moment, request.user)
    return render(request, "portfolio/product_detail.html", {"page": page, "head": page.head})
