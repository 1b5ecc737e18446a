"""How good a metric needs to be, from a day on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from metrics.actions.metrics import set_target
from metrics.forms import TargetForm
from metrics.models import Metric
from metrics.queries.histories import LINES
from metrics.queries.lines import targets_of
from metrics.views.lookup import address_of, metric_for_owner
from people.queries import today
from portfolio.kernel.forms import carried_out, status_of
from portfolio.kernel.htmx import redirect, render
from portfolio.kernel.numbers import plain
from portfolio.kernel.requests import AlmanacRequest


def target_create(request: AlmanacRequest, product: str, metric: str) -> HttpResponse:
    """A new target; earlier quarters keep theirs."""
    row = metric_for_owner(request.user, product, metric)
    form = TargetForm(request.POST or None, initial=_present(row), metric=row)
    if carried_out(form, lambda data: set_target(request.user, row, **data)):
        messages.success(request, f"{row.name} has its target.")
        return redirect(request, address_of(row))
    context = {"form": form, "metric": row, "back": address_of(row), "targets": targets_of(row)}
    return render(request, "metrics/target_create.html", context, status=status_of(form))


def _present(metric: Metric) -> dict[str, Any]:
    """The lines in force, to start from; a first target holds since the metric is tracked."""
    newest = metric.targets.open().first()
    if newest is None:
        return {"on": metric.started_on, "weight": 1}
    lines = {name: getattr(newest, name) for name in LINES}
    return {"on": today(), **{k: None if v is None else plain(v) for k, v in lines.items()}}
