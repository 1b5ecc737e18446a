"""Forbidden rows for connectors, tried by `test_constraints.py`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from metrics.models import AllowedAddress, Connector, ConnectorRun, Metric

AT = datetime(2026, 4, 1, 8, tzinfo=UTC)


def connector(metric: Metric, **fields: object) -> Connector:
    row = {
        "metric": metric, "kind": "json", "address": "https://x.example/", "query": "$.v",
        "since": date(2026, 1, 1), "interval": timedelta(hours=1), "next_due_at": AT,
    }  # fmt: skip
    return Connector.objects.create(**{**row, **fields})


def run(metric: Metric, of: Connector | None = None, **fields: object) -> ConnectorRun:
    row = {"connector": of or connector(metric), "started_at": AT}
    return ConnectorRun.objects.create(**{**row, **fields})


def two_at_once(metric: Metric) -> None:
    of = connector(metric)
    run(metric, of)
    run(metric, of)


CASES = {
    "allowed_address_with_reason": lambda x: AllowedAddress.objects.create(address="x.example"),
    "connector_kind_known": lambda x: connector(x, kind="telepathy"),
    "connector_digest_known": lambda x: connector(x, digest="guess"),
    "connector_authorization_known": lambda x: connector(x, authorization="wink"),
    "connector_step_positive": lambda x: connector(x, step_s=0),
    "connector_one_running": two_at_once,
    "connector_run_state_known": lambda x: run(x, state="odd", finished_at=AT),
    "connector_run_finished": lambda x: run(x, state="done"),
}
