"""Pages behind links: no sign-in, nothing but what is shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from backlogs.queries.roadmap_links import CLUSTER_ROADMAP, PRODUCT_ROADMAP, shared_roadmap_page
from people.actions.share_links import open_shared
from people.models import ShareLink
from people.queries import organisation, today
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment, moment_for
from portfolio.kernel.requests import AlmanacRequest

KINDS: Final[dict[str, tuple[str, Callable[[ShareLink, Moment], Any]]]] = {
    CLUSTER_ROADMAP: ("portfolio/shared_roadmap.html", shared_roadmap_page),
    PRODUCT_ROADMAP: ("portfolio/shared_roadmap.html", shared_roadmap_page),
}
"""What a link of each kind shows, and the query behind it."""

HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@require_safe
def shared(request: AlmanacRequest, token: str) -> HttpResponse:
    """What a link shows, always as of today; every link that does not work answers the same."""
    try:
        link = open_shared(token)
        if link.kind not in KINDS:
            raise NotFound("This link does not work any more.", code="link_closed")
        template, query = KINDS[link.kind]
        moment = moment_for(None, today(), organisation().first_month)
        answer = render(request, template, {"page": query(link, moment)})
    except NotFound:
        answer = render(request, "portfolio/shared_gone.html", status=404)
    for name, value in HEADERS.items():
        answer[name] = value
    return answer
