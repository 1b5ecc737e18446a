"""Goals and objectives: the list, one goal as a tree, one objective."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from people.permissions import is_leadership, require_sight
from portfolio.kernel.errors import NotFound
from portfolio.kernel.htmx import render
from portfolio.kernel.requests import AlmanacRequest
from portfolio.queries.goal_detail import goal_detail_page
from portfolio.queries.goal_gaps import goal_gaps_page
from portfolio.queries.goal_list import goal_list_page
from portfolio.queries.objective_detail import objective_detail_page


@require_safe
def goal_list(request: AlmanacRequest) -> HttpResponse:
    """Goals with their objectives; `tab=objectives`: all of the quarter; `tab=gaps`: leadership."""
    tab, number = request.GET.get("tab", ""), request.GET.get("page", "1")
    if tab == "gaps":
        require_sight(is_leadership, request.user)
        gaps = goal_gaps_page(request.moment, request.user, number)
        return render(request, "portfolio/goal_gaps.html", {"page": gaps})
    if tab not in ("", "objectives"):
        raise NotFound("The goals have no such tab.", code="unknown_tab")
    page = goal_list_page(request.moment, request.user, tab, number)
    return render(request, "portfolio/goal_list.html", {"page": page})


@require_safe
def goal_detail(request: AlmanacRequest, slug: str) -> HttpResponse:
    """One goal: objectives, key results, the items meant to move them, the products that serve."""
    number = request.GET.get("page", "1")
    page = goal_detail_page(slug, request.moment, request.user, number)
    return render(request, "portfolio/goal_detail.html", {"page": page})


@require_safe
def objective_detail(request: AlmanacRequest, pk: int) -> HttpResponse:
    """One objective with its key results and what was said of them."""
    page = objective_detail_page(pk, request.moment, request.user)
    return render(request, "portfolio/objective_detail.html", {"page": page})
