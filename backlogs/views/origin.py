"""The list a person was looking at when they did something to an item of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse

from backlogs.values import Reference

KINDS = {"backlogs:cluster-backlog": "cluster", "backlogs:product-backlog": "product"}


@dataclass(frozen=True)
class ListOrigin:
    """A list: whose it is, and the filters its address holds."""

    kind: str
    slug: str
    params: Mapping[str, str]


def list_origin(request: HttpRequest) -> ListOrigin | None:
    """The list the request came from; None when it came from elsewhere."""
    came_from = _came_from(request)
    if came_from is None:
        return None
    path, query = came_from
    try:
        found = resolve(path)
    except Resolver404:
        return None
    kind = KINDS.get(found.view_name)
    return ListOrigin(kind, found.kwargs["slug"], QueryDict(query)) if kind else None


def back_to(request: HttpRequest, slug: str) -> str:
    """The list the request came from with its filters, else the list of the cluster `slug`."""
    came_from = _came_from(request)
    if came_from is not None and list_origin(request) is not None:
        path, query = came_from
        kept = QueryDict(query, mutable=True)
        kept.pop("pick", None)  # what was picked has been dealt with
        return f"{path}?{kept.urlencode()}" if kept else path
    return reverse("backlogs:cluster-backlog", args=[slug])


def back_to_item(request: HttpRequest, reference: Reference) -> str:
    """The list the request came from, the item beside it as it was, else the item's own page."""
    came_from = _came_from(request)
    if came_from is not None and "open" in QueryDict(came_from[1]):
        return back_to(request, "")
    return reverse("backlogs:item-detail", args=[reference])


def _came_from(request: HttpRequest) -> tuple[str, str] | None:
    """Path and query of the page that asked, if it is a page of ours."""
    url = urlsplit(request.headers.get("HX-Current-URL") or request.META.get("HTTP_REFERER", ""))
    if url.netloc != request.get_host():
        return None
    return url.path, url.query
