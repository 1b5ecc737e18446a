"""The measuring grid: cells are saved, a block is laid over it, a quarter is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from metrics.actions.grid import preview_cells, save_cells
from metrics.actions.hand_ins import hand_in as hand_in_quarter
from metrics.calculations.blocks import block_of, laid_out
from metrics.queries.grid_lines import grid_of
from metrics.queries.grid_numbers import Period
from metrics.queries.quarter_grid import period_at, quarter_grid_page
from metrics.values.cells import CellState, Place, Typed, Verdict
from metrics.views.grid_post import place_of, read_cells
from people.queries import organisation
from portfolio.kernel.errors import Refused
from portfolio.kernel.htmx import redirect, render, wants_fragment
from portfolio.kernel.requests import AlmanacRequest
from portfolio.kernel.words import counted
from products.models import Cluster
from products.permissions import require_product

TEMPLATE = "metrics/quarter_grid.html"
MOST_IN_A_BLOCK = 1_000


def quarter_grid(request: AlmanacRequest, quarter: str) -> HttpResponse:
    """A quarter of all metrics one measures; what was typed goes in, cell by cell."""
    period = _period(request, quarter)
    show = request.GET.get("show", "")
    if request.method != "POST":
        page = quarter_grid_page(request.user, period, show=show)
        return render(request, TEMPLATE, {"page": page, "timeless": True})
    verdicts = save_cells(request.user, period, read_cells(request.POST))
    status = _status(list(verdicts.values()))
    saved = sum(one.state is CellState.SAVED for one in verdicts.values())
    if status == 200 and not wants_fragment(request):
        messages.success(request, f"{counted(saved, 'number')} recorded.")
        return redirect(request, request.get_full_path())
    page = quarter_grid_page(request.user, period, verdicts, show)
    touched = {place.metric_id for place in verdicts}
    lines = [line for sheet in page.grid.sheets for line in sheet.lines]
    rows = [line for line in lines if line.metric.pk in touched]
    context = {"page": page, "rows": rows, "saved": saved, "timeless": True, "has_answers": True}
    return render(request, TEMPLATE, context, fragment="answer", status=status)


def grid_block(request: AlmanacRequest, quarter: str) -> HttpResponse:
    """A block pasted into a field: shown in its cells, and saved only from there."""
    period = _period(request, quarter)
    try:
        typed, outside = _block(request, period)
        verdicts = preview_cells(request.user, period, typed)
        words, status = _told(len(typed), outside), 200
    except Refused as refused:
        verdicts, words, status = {}, refused.message, refused.status
    page = quarter_grid_page(request.user, period, verdicts)
    context = {"page": page, "timeless": True, "block_words": words, "block_failed": status != 200}
    context["block_text"] = request.POST.get("text", "") if status != 200 else ""
    return render(request, TEMPLATE, context, status=status)


def hand_in(request: AlmanacRequest, slug: str, quarter: str) -> HttpResponse:
    """The accountable owner says that the cluster's numbers of the quarter are complete."""
    cluster = get_object_or_404(Cluster, slug=slug)
    require_product(request.user, cluster.pk)
    period, note = _period(request, quarter), request.POST.get("note", "")[:2000]
    try:
        hand_in_quarter(request.user, cluster, period.quarter, note)
    except Refused as refused:
        asked = (slug, refused.message, note)
        page = quarter_grid_page(request.user, period, asked=asked)
        return render(request, TEMPLATE, {"page": page, "timeless": True}, status=refused.status)
    messages.success(request, f"{cluster.name}: {period.quarter.label} is handed in.")
    return redirect(request, reverse("metrics:quarter-grid", args=[period.quarter.slug]))


def _period(request: AlmanacRequest, quarter: str) -> Period:
    month = request.GET.get("month", "")
    return period_at(quarter, month, organisation().first_month, request.moment.today)


def _status(verdicts: Sequence[Verdict]) -> int:
    if any(one.state is CellState.CLASH for one in verdicts):
        return 409
    return 422 if any(one.state.is_open for one in verdicts) else 200


def _block(request: AlmanacRequest, period: Period) -> tuple[list[Typed], int]:
    """The cells the block falls on; only the sheet of the first cell takes it."""
    start = place_of(f"{request.POST.get('row', '')}.{request.POST.get('column', '')}")
    block = block_of(request.POST.get("text", ""))
    if not any(any(line) for line in block):
        raise Refused("Nothing was pasted.", code="block_empty")
    if sum(len(line) for line in block) > MOST_IN_A_BLOCK:
        raise Refused(f"A block has at most {MOST_IN_A_BLOCK} cells.", code="block_too_large")
    for sheet in grid_of(request.user, period).sheets:
        rows = [line.metric.pk for line in sheet.lines]
        ends: list[date] = [column.end for column in sheet.columns]
        if start is not None and start.metric_id in rows and start.end in ends:
            return laid_out(block, rows, ends, Place(start.metric_id, start.end))
    raise Refused("That metric has no such column. Choose one of its own.", code="block_nowhere")


def _told(count: int, outside: int) -> str:
    words = f"{counted(count, 'number')} laid over the grid. Nothing is saved yet."
    return f"{words} {counted(outside, 'cell')} did not fit." if outside else words
