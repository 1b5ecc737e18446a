"""The ordered list of a cluster and of a product."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from backlogs.forms.filters import read_filters
from backlogs.queries.items import item_detail_page
from backlogs.queries.lists import ListPage, cluster_backlog_page, product_backlog_page
from backlogs.values import Reference
from backlogs.views.origin import ListOrigin, list_origin
from portfolio.kernel import htmx
from portfolio.kernel.errors import Conflict
from portfolio.kernel.requests import AlmanacRequest


@require_safe
def cluster_backlog(request: AlmanacRequest, slug: str) -> HttpResponse:
    """One order for all products of the cluster."""
    origin = ListOrigin("cluster", slug, request.GET)
    return show(request, origin, starts=not request.GET)


@require_safe
def product_backlog(request: AlmanacRequest, slug: str) -> HttpResponse:
    """The cluster's list with only this product's items."""
    origin = ListOrigin("product", slug, request.GET)
    return show(request, origin)


def show(
    request: AlmanacRequest,
    origin: ListOrigin,
    *,
    fragment: str | None = None,
    status: int = 200,
    starts: bool = False,
    **more: Any,
) -> HttpResponse:
    """The list of `origin`: the page, or the part of it that asked.

    `starts` is somebody who names no filter: they go on to their default view, if they have one.
    """
    page = list_page(request, origin)
    if starts and page.default_view and not htmx.wants_fragment(request):
        return redirect(page.default_view)
    opened = Reference.parse(origin.params.get("open", ""))
    if opened is not None and not htmx.wants_fragment(request):
        more["panel"] = item_detail_page(request.user, opened, request.moment)
    if fragment is None:
        asked = request.headers.get("HX-Target", "")
        fragment = "rows" if asked in ("more", "earlier") else "list"
        more["part"] = asked
    more["picks_all"] = request.method != "POST" and origin.params.get("pick") == "all"
    template = f"backlogs/{origin.kind}_backlog.html"
    context = {"page": page, "is_part": htmx.wants_fragment(request), **more}
    answer = htmx.render(request, template, context, fragment=fragment, status=status)
    if request.headers.get("HX-Trigger") == "tools":
        # The form sends every field it has; the address keeps those that say something.
        answer.headers["HX-Push-Url"] = page.rows_url
    return answer


def show_conflict(
    request: AlmanacRequest, slug: str, conflict: Conflict, **more: Any
) -> HttpResponse:
    """The list as it is now, and who moved what."""
    origin = list_origin(request) or ListOrigin("cluster", slug, {})
    found: Any = conflict.details.get("moves", [])
    moves = [
        f"{move.by.name if move.by else 'An import'} moved {move.item.product.key}-"
        f"{move.item.number} “{move.item.title}”"
        for move in found
    ]
    lines: Any = conflict.details.get("lines", [])
    words = {"message": conflict.message, "moves": [*moves, *lines]}
    answer = show(request, origin, fragment="list", status=409, conflict=words, **more)
    return htmx.with_toast(answer, conflict.message)


def list_page(request: AlmanacRequest, origin: ListOrigin) -> ListPage:
    """The values of the list at `origin`, as of this request's moment."""
    query = cluster_backlog_page if origin.kind == "cluster" else product_backlog_page
    filters = read_filters(origin.params, request.moment)
    return query(request.user, origin.slug, request.moment, filters)
