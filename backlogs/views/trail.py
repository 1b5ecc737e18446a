"""Everything that happened to an item."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from backlogs.queries.items import find_item
from backlogs.queries.trail import item_trail_page
from backlogs.values import Reference
from portfolio.kernel import htmx
from portfolio.kernel.requests import AlmanacRequest


@require_safe
def item_trail(request: AlmanacRequest, reference: Reference) -> HttpResponse:
    """Newest first, a page of it."""
    item = find_item(reference)
    page = item_trail_page(item, request.moment, request.GET.get("page", "1"))
    return htmx.render(request, "backlogs/item_trail.html", {"page": page})
