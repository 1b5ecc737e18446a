"""One run: ask as the connector says, read what comes back."""

from __future__ import annotations

import ssl
from urllib.parse import urlencode

from metrics.connectors.fetching import fetch, target_of
from metrics.connectors.reading import read_document, read_prometheus
from metrics.connectors.spans import bounds, step_of
from metrics.connectors.sql import query
from metrics.values.connectors import (
    Allowed,
    ConnectorKind,
    Fetched,
    Limits,
    Request,
    Unfetched,
)


def ask(
    request: Request,
    allowed: Allowed,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
    context: ssl.SSLContext | None = None,
) -> list[Fetched]:
    """The numbers of one run. Raises `Unfetched` with a sentence when there are none to be had."""
    if request.kind is ConnectorKind.SQL:
        return query(request, allowed, limits)
    address = request.address
    if request.kind is ConnectorKind.PROMETHEUS:
        if not request.stretches:
            return []
        address = _range_query(request)
    body = fetch(
        address,
        allowed,
        authorization=request.authorization,
        secret=request.secret,
        limits=limits,
        context=context,
    )
    if request.kind is ConnectorKind.PROMETHEUS:
        return read_prometheus(body, request)
    return read_document(body, request)


def _range_query(request: Request) -> str:
    target = target_of(request.address)
    if "?" in target.path:
        raise Unfetched("The address of Prometheus has no query of its own.", "not_an_address")
    step = step_of(request.stretches, request.zone, request.step_s)
    start = bounds(request.stretches[0], request.zone)[0]
    end = bounds(request.stretches[-1], request.zone)[1] - 1
    asked = urlencode({"query": request.query, "start": start, "end": end, "step": step})
    return f"{request.address.rstrip('/')}/api/v1/query_range?{asked}"
