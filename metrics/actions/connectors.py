"""Connectors are set up, paused and removed, and addresses allowed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from metrics.actions.sealing import sealed
from metrics.connectors.addresses import parse_allowed
from metrics.models import AllowedAddress, Connector, Metric
from people.models import Person
from portfolio.kernel.errors import Conflict, Refused

FIELDS = (
    "kind", "address", "query", "date_path", "digest", "step_s", "authorization", "since",
    "interval",
)  # fmt: skip


@transaction.atomic
def set_connector(
    by: Person, metric: Metric, *, version: int, secret: str | None = None, **values: Any
) -> Connector:
    """Set up or change what fetches the metric; `secret` None keeps the one there is.

    A secret never outlives its address: sent to another host it would be given away, so changing
    the address without entering the secret again is refused. Raises `Conflict` for a stale version.
    """
    Metric.objects.select_for_update(no_key=True).get(pk=metric.pk)
    held = Connector.objects.select_for_update().filter(metric=metric).first()
    if (held.version if held else 0) != version:
        raise Conflict("Somebody changed this connector meanwhile.", code="stale_version")
    if held and held.sealed and secret is None and held.address != values["address"]:
        raise Refused(
            "Another address needs the secret entered again.", code="secret_needed", field="secret"
        )
    row = held or Connector(metric=metric)
    for name in FIELDS:
        setattr(row, name, values[name])
    if secret is not None:
        row.sealed = sealed(secret)
    row.set_by, row.version = by, version + 1
    row.failures, row.next_due_at = 0, timezone.now()
    row.save()
    return row


@transaction.atomic
def pause_connector(by: Person, connector: Connector, *, is_enabled: bool) -> None:
    """Stop asking, or begin again at once. Harmless when repeated."""
    changed = {"is_enabled": is_enabled, "failures": 0, "next_due_at": timezone.now()}
    Connector.objects.filter(pk=connector.pk).exclude(is_enabled=is_enabled).update(
        **changed, version=F("version") + 1
    )


@transaction.atomic
def remove_connector(by: Person, connector: Connector) -> None:
    """People and programs give the numbers again; what was fetched stays, the secret goes."""
    Connector.objects.filter(pk=connector.pk).delete()


@transaction.atomic
def allow_address(by: Person, address: str, reason: str) -> AllowedAddress:
    """Let connectors ask a host or a network; raises `Refused` for what is neither."""
    written = address.strip().lower()
    try:
        parse_allowed(written)
    except ValueError as error:
        raise Refused(str(error), code="not_an_address", field="address") from None
    row, _ = AllowedAddress.objects.get_or_create(
        address=written, defaults={"reason": reason, "added_by": by}
    )
    return row


@transaction.atomic
def disallow_address(by: Person, pk: int) -> None:
    """No longer let connectors ask it; from the next run on."""
    AllowedAddress.objects.filter(pk=pk).delete()
