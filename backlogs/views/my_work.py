"""All my work, of several clusters on one page."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from backlogs.forms.filters import read_filters
from backlogs.queries.items import item_detail_page
from backlogs.queries.my_work import my_work_page
from backlogs.values import Reference
from portfolio.kernel import htmx
from portfolio.kernel.requests import AlmanacRequest


@require_safe
def my_work(request: AlmanacRequest) -> HttpResponse:
    """What this person keeps or is to do, grouped by cluster; each list moves in its own place."""
    filters = read_filters(request.GET, request.moment)
    page = my_work_page(request.user, request.moment, filters)
    opened = Reference.parse(request.GET.get("open", ""))
    panel = None
    if opened is not None and not htmx.wants_fragment(request):
        panel = item_detail_page(request.user, opened, request.moment)
    context = {"page": page, "panel": panel, "is_part": htmx.wants_fragment(request)}
    answer = htmx.render(request, "backlogs/my_work.html", context, fragment="list")
    if request.headers.get("HX-Trigger") == "tools":
        answer.headers["HX-Push-Url"] = page.rows_url
    return answer
