"""Stretches of days as seconds since 1970, which is what Prometheus speaks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from metrics.calculations.spans import span_of
from metrics.values.connectors import Stretch

MOST_POINTS = 10_000
"""Prometheus answers a range query with at most 11,000 points."""


def bounds(stretch: Stretch, zone: str) -> tuple[Decimal, Decimal]:
    """Where the stretch begins and where it is over."""
    span = span_of(stretch.first, stretch.last, zone)
    return Decimal(int(span.start.timestamp())), Decimal(int(span.end.timestamp()))


def step_of(stretches: Sequence[Stretch], zone: str, wanted_s: int) -> int:
    """The step asked for, or a longer one where that would be too many points."""
    if not stretches:
        return wanted_s
    seconds = int(bounds(stretches[-1], zone)[1] - bounds(stretches[0], zone)[0])
    return max(wanted_s, -(-seconds // MOST_POINTS))
