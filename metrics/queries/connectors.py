"""Whom connectors may ask, and how they fare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from metrics.connectors.addresses import parse_allowed
from metrics.models import AllowedAddress, Connector, ConnectorRun, Metric
from metrics.values.connectors import Allowed, Named, RunState
from portfolio.kernel.marks import day
from portfolio.kernel.words import counted


def allowed_addresses() -> Allowed:
    """The administrator's list as the guard reads it."""
    found = [
        parse_allowed(text) for text in AllowedAddress.objects.values_list("address", flat=True)
    ]
    return Allowed(
        names=tuple(one for one in found if isinstance(one, Named)),
        networks=tuple(one for one in found if not isinstance(one, Named)),
    )


@dataclass(frozen=True)
class ConnectorLine:
    """One connector with how its last run went."""

    metric: str
    product: str
    kind: str
    state: str
    words: str
    last: str
    due: str
    url: str
    is_well: bool


@dataclass(frozen=True)
class RunLine:
    """One run as the page of its connector shows it."""

    at: str
    state: str
    words: str
    is_well: bool


def connector_lines() -> list[ConnectorLine]:
    """Every connector, the ones in trouble first; three statements for any number."""
    newest = ConnectorRun.objects.filter(connector=OuterRef("pk")).values("pk")[:1]
    rows = Connector.objects.select_related("metric__product").annotate(newest=Subquery(newest))
    rows = rows.order_by("-failures", "metric__product__name", "metric__name")[:500]
    runs = ConnectorRun.objects.in_bulk([row.newest for row in rows if row.newest])
    return [_line(row, runs.get(row.newest)) for row in rows]


def _line(row: Connector, run: ConnectorRun | None) -> ConnectorLine:
    well = row.failures == 0
    state = "On" if row.is_enabled else "Paused"
    return ConnectorLine(
        metric=row.metric.name,
        product=row.metric.product.name,
        kind=row.get_kind_display(),
        state=state if well else f"{state}, {counted(row.failures, 'failure')} in a row",
        words=_words(run),
        last=_moment(run.started_at) if run else "never",
        due=_moment(row.next_due_at) if row.is_enabled else "",
        url=reverse("metrics:connector", args=[row.metric.product.slug, row.metric.slug]),
        is_well=well,
    )


def run_lines(connector: Connector) -> list[RunLine]:
    """The last thirty runs, newest first."""
    return [
        RunLine(
            _moment(run.started_at), run.get_state_display(), _words(run), run.state != "failed"
        )
        for run in connector.runs.all()[:30]
    ]


def connector_line(metric: Metric) -> ConnectorLine | None:
    """What the metric's page says of its connector."""
    row = Connector.objects.select_related("metric__product").filter(metric=metric).first()
    return None if row is None else _line(row, row.runs.first())


def _words(run: ConnectorRun | None) -> str:
    if run is None:
        return "Has not run yet."
    if run.state != RunState.DONE:
        return run.words or "Under way."
    parts = [
        f"{count} {word}"
        for count, word in ((run.created, "new"), (run.corrected, "corrected"), (run.same, "same"))
        if count
    ]
    return " ".join([", ".join(parts) + "." if parts else "", run.words]).strip()


def _moment(at: datetime) -> str:
    here = timezone.localtime(at)
    return f"{day(here.date())}, {here:%H:%M}"
