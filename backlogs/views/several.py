"""Adding several items at once, one a line."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from backlogs.actions import add_lines
from backlogs.calculations.lines import LONGEST_TEXT, MOST_LINES, Line, read_lines
from backlogs.queries.homes import Home, home_of, known_of, people_of
from backlogs.views.origin import back_to
from backlogs.views.told import say
from portfolio.kernel import htmx
from portfolio.kernel.errors import Refused
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.words import counted
from products.permissions import require_backlog


@require_http_methods(["GET", "HEAD", "POST"])
def item_several(request: AlmanacRequest, slug: str) -> HttpResponse:
    """GET: the form. POST: a preview, or all lines added at the end of the list, or none."""
    home = home_of(slug)
    require_backlog(request.user, home.cluster.pk)
    if request.method != "POST":
        return _page(request, home)
    text = request.POST.get("lines", "")
    lines = _read(request, home, text)
    wrong = [line for line in lines if line.error]
    error = _error(text, lines, len(wrong))
    if error or request.POST.get("act") == "preview":
        return _page(request, home, lines, error)
    try:
        added = add_lines(request.user, home.products, lines, people_of(home.cluster.pk))
    except Refused as refused:
        return _page(request, home, lines, refused.message)
    say(request, f"Added {counted(len(added), 'item')}.", added[0].act)
    return htmx.redirect(request, back_to(request, slug))


def _read(request: AlmanacRequest, home: Home, text: str) -> list[Line]:
    if len(text) > LONGEST_TEXT:
        return []
    only = home.products[0].slug if len(home.products) == 1 else ""
    return read_lines(text, known_of(home, text), request.POST.get("product", "") or only)


def _error(text: str, lines: list[Line], wrong: int) -> str:
    """What stands against adding, in one sentence; empty when nothing does."""
    if len(text) > LONGEST_TEXT:
        return f"At most {LONGEST_TEXT} characters at once; these are {len(text)}."
    if not lines:
        return "Write one item a line."
    if len(lines) > MOST_LINES:
        return f"At most {MOST_LINES} lines at once; these are {len(lines)}."
    if wrong:
        return f"{counted(wrong, 'line is', 'lines are')} refused; nothing was added."
    return ""


def _page(
    request: AlmanacRequest, home: Home, lines: list[Line] | None = None, error: str = ""
) -> HttpResponse:
    names = {product.slug: product.name for product in home.products}
    context = {
        "cluster": home.cluster,
        "products": home.products,
        "chosen": request.POST.get("product", request.GET.get("product", "")),
        "text": request.POST.get("lines", ""),
        "preview": [(line, names.get(line.product, "")) for line in lines or []],
        "error": error,
        "cancel": back_to(request, home.cluster.slug),
    }
    status = 422 if error else 200
    return render(request, "backlogs/item_several.html", context, status=status)
