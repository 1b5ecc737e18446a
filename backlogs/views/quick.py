"""Adding an item in one line."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from backlogs.actions import add_line
from backlogs.calculations.lines import read_line
from backlogs.models import Item
from backlogs.queries.homes import Home, home_of, known_of, people_of
from backlogs.views.lists import show
from backlogs.views.origin import ListOrigin, back_to, list_origin
from backlogs.views.told import say, with_undo
from people.models import Person
from portfolio.kernel import htmx
from portfolio.kernel.errors import Refused
from portfolio.kernel.requests import AlmanacRequest
from products.permissions import require_backlog

LONGEST_KEPT = 2000  # a field takes 1000; what is far longer was never typed there


@require_POST
def item_quick(request: AlmanacRequest, slug: str) -> HttpResponse:
    """Put `fix: late !3 #notice-given @dana ~2 /payroll` into the list; only a title is needed."""
    home = home_of(slug)
    require_backlog(request.user, home.cluster.pk)
    line = request.POST.get("line", "")
    wanted = request.POST.get("product", "")
    origin = list_origin(request) or ListOrigin("cluster", slug, {})
    typed = {"line": line[:LONGEST_KEPT], "product": wanted}
    try:
        item, place = _add(request.user, home, line, wanted)
    except Refused as refused:
        typed["error"] = refused.message
        return show(request, origin, fragment="list", status=422, quick=typed)
    words = f"Added {item.product.key}-{item.number} at position {place}."
    if htmx.wants_fragment(request):
        typed = {"product": wanted}
        answer = show(request, origin, fragment="list", quick=typed)
        return with_undo(answer, words, item.act)
    say(request, words, item.act)
    return htmx.redirect(request, back_to(request, slug))


def _add(by: Person, home: Home, line: str, wanted: str) -> tuple[Item, int]:
    """Add what the line says; raises `Refused` saying what it cannot mean and what comes near."""
    usual = wanted or (home.products[0].slug if len(home.products) == 1 else "")
    known = known_of(home, line)
    read = read_line(line, known, usual, known.count + 1)
    if read.error:
        raise Refused(read.error, code="line_refused", field="line")
    people = people_of(home.cluster.pk) if read.person else []
    item = add_line(by, home.product(read.product), read, people)
    return item, (read.item.place if read.item else None) or 1
