"""A connector runs: claimed in one transaction, asked outside any, written in another."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.actions.sealing import CannotOpen, opened
from metrics.calculations.spans import whole_spans
from metrics.connectors.asking import ask
from metrics.models import Connector, ConnectorRun
from metrics.models.measurement import Source
from metrics.queries.connectors import allowed_addresses
from metrics.values import Cadence
from metrics.values.connectors import (
    Authorization,
    ConnectorKind,
    Digest,
    Fetched,
    Limits,
    Request,
    RunState,
    Stretch,
    Unfetched,
)
from people.queries import organisation, today
from portfolio.kernel.errors import DomainError
from portfolio.kernel.numbers import EXACT, HUNDRED, ONE, rounded

LOST = timedelta(minutes=3)
"""A run that has said nothing for so long has died; tasks end within 50 seconds."""

LONGEST_PAUSE = timedelta(days=1)
MOST_STRETCHES = 400
TRIAL = Limits(connect_s=2.0, total_s=5.0)


def try_connector(request: Request) -> list[Fetched]:
    """What a run would bring, with less patience and without writing anything."""
    return ask(request, allowed_addresses(), TRIAL)


def run_connector(connector_id: int) -> ConnectorRun | None:
    """One run; None where another is under way or there is nothing to run.

    Nothing is locked while the other side thinks. Lost, repeated or run twice at once it does no
    harm: a number that is there already changes nothing.
    """
    run = _claim(connector_id)
    if run is None:
        return None
    try:
        found = ask(request_of(run.connector), allowed_addresses())
    except Unfetched as error:
        return _failed(run, error.code, error.words)
    except CannotOpen:
        words = "The secret cannot be opened since the secret key changed. Enter it again."
        return _failed(run, "secret_lost", words)
    return _write(run, found)


@transaction.atomic
def _claim(connector_id: int) -> ConnectorRun | None:
    rows = Connector.objects.select_for_update(of=("self",), skip_locked=True)
    row = rows.select_related("metric__product").filter(pk=connector_id, is_enabled=True).first()
    if row is None or row.metric.retired_on is not None:
        return None
    now = timezone.now()
    lost = row.runs.filter(state=RunState.RUNNING, started_at__lt=now - LOST)
    lost.update(
        state=RunState.FAILED, finished_at=now, code="died", words="The run ended without a word."
    )
    Connector.objects.filter(pk=row.pk).update(next_due_at=now + row.interval)
    try:
        with transaction.atomic():
            return ConnectorRun.objects.create(connector=row, started_at=now)
    except IntegrityError:
        return None


def request_of(connector: Connector) -> Request:
    """What the connector asks now, with its secret in the clear. Raises `CannotOpen`."""
    kind = ConnectorKind(connector.kind)
    stretches = _stretches(connector) if kind is ConnectorKind.PROMETHEUS else []
    return Request(
        kind=kind,
        address=connector.address,
        query=connector.query,
        date_path=connector.date_path,
        digest=Digest(connector.digest),
        step_s=connector.step_s,
        authorization=Authorization(connector.authorization),
        secret=opened(connector.sealed),
        zone=timezone.get_default_timezone_name(),
        stretches=stretches,
        today=today(),
    )


def _stretches(connector: Connector) -> list[Stretch]:
    """Stretches that are over and that this connector has not fetched yet, the oldest first.

    The newest one it has is asked for again: samples may have come late.
    """
    metric = connector.metric
    newest: date | None = (
        metric.measurements.current()
        .filter(source=Source.CONNECTOR)
        .order_by("-measured_on")
        .values_list("measured_on", flat=True)
        .first()
    )
    begin = max(connector.since, metric.started_on, newest or connector.since)
    last = today() - timedelta(days=1)
    spans = whole_spans(Cadence(metric.cadence), begin, last, organisation().first_month)
    return [Stretch(*span) for span, _ in zip(spans, range(MOST_STRETCHES), strict=False)]


def _write(run: ConnectorRun, found: list[Fetched]) -> ConnectorRun:
    metric = run.connector.metric
    rows = [_row(run.connector, one) for one in found]
    early = [row for row in rows if row.measured_on < metric.started_on]
    reason = f"The connector brought another number ({run.connector.get_kind_display()})"
    try:
        recorded = record_measurements(
            None,
            [row for row in rows if row not in early],
            source=Source.CONNECTOR,
            correction_reason=reason,
        )
    except DomainError as error:
        return _failed(run, error.code, error.message)
    words = f"{len(early)} from before the metric was tracked left out." if early else ""
    return _finished(
        run,
        RunState.DONE,
        failures=0,
        created=recorded.created,
        corrected=recorded.corrected,
        same=recorded.same,
        words=words or ("" if rows else "Nothing new."),
    )


def _row(connector: Connector, one: Fetched) -> NewMeasurement:
    value = one.value
    if one.numerator is not None and one.denominator is not None:
        scale = HUNDRED if connector.metric.unit == "%" else ONE
        value = EXACT.multiply(EXACT.divide(one.numerator, one.denominator), scale)
    return NewMeasurement(
        connector.metric_id,
        one.on,
        rounded(value, 6),
        one.numerator,
        one.denominator,
        source_ref=f"{connector.get_kind_display()} {connector.pk}",
    )


def _failed(run: ConnectorRun, code: str, words: str) -> ConnectorRun:
    return _finished(
        run, RunState.FAILED, failures=run.connector.failures + 1, code=code, words=words
    )


@transaction.atomic
def _finished(run: ConnectorRun, state: RunState, *, failures: int, **values: Any) -> ConnectorRun:
    """Close the run, unless it was given up for lost; after failures the next one waits longer."""
    now = timezone.now()
    closed = ConnectorRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=state, finished_at=now, **values
    )
    if closed:
        Connector.objects.filter(pk=run.connector_id).update(
            failures=failures, next_due_at=now + pause_after(run.connector.interval, failures)
        )
    run.refresh_from_db()
    return run


def pause_after(interval: timedelta, failures: int) -> timedelta:
    """How long until the next run: doubled with every failure in a row, a day at most."""
    if failures == 0:
        return interval
    return max(interval, min(interval * 2 ** min(failures, 12), LONGEST_PAUSE))


def due_by(now: datetime) -> list[int]:
    """Connectors whose time has come, the longest waiting first."""
    rows = Connector.objects.filter(is_enabled=True, next_due_at__lte=now)
    return list(rows.order_by("next_due_at").values_list("pk", flat=True)[:500])
