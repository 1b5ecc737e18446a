"""Whom connectors may ask, and how they fare."""

from __future__ import annotations

from metrics.connectors.addresses import parse_allowed
from metrics.models import AllowedAddress
from metrics.values.connectors import Allowed, Named


def allowed_addresses() -> Allowed:
    """The administrator's list as the guard reads it."""
    found = [
        parse_allowed(text) for text in AllowedAddress.objects.values_list("address", flat=True)
    ]
    return Allowed(
        names=tuple(one for one in found if isinstance(one, Named)),
        networks=tuple(one for one in found if not isinstance(one, Named)),
    )
