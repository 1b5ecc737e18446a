"""Adding an item in one line."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from backlogs.actions import add_item
from backlogs.calculations.quick import parse_quick
from backlogs.queries.homes import home_of
from backlogs.views.lists import show
from backlogs.views.origin import ListOrigin, back_to, list_origin
from backlogs.views.told import say, with_undo
from portfolio.kernel import htmx
from portfolio.kernel.errors import Refused
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog


@require_POST
def item_quick(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Put `fix: leave arrives late ~2` at the top of the list; only a title is needed."""
    home = home_of(slug)
    require_backlog(request.user, home.cluster.pk)
    line = request.POST.get("line", "")
    wanted = request.POST.get("product", "")
    origin = list_origin(request) or ListOrigin("cluster", slug, {})
    try:
        said = parse_quick(line)
        product = home.product(said.product or wanted)
        item = add_item(
            request.user,
            product,
            at_top=True,
            title=said.title,
            type=said.type,
            effort=said.effort,
        )
    except Refused as refused:
        typed = {"line": line, "product": wanted, "error": refused.message}
        return show(request, origin, fragment="list", status=422, quick=typed)
    words = f"Added {item.product.key}-{item.number} at the top."
    if htmx.wants_fragment(request):
        typed = {"product": wanted}
        answer = show(request, origin, fragment="list", quick=typed)
        return with_undo(answer, words, item.act)
    say(request, words, item.act)
    return htmx.redirect(request, back_to(request, slug))
