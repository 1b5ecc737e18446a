"""Forbidden rows for hand-ins, tried by `test_constraints.py`."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.models import HandIn, Metric
from tests.builders import make_person


def hand_in(metric: Metric, **fields: object) -> HandIn:
    row = {"quarter_start": date(2026, 7, 1), "expected": 3}
    given = {"handed_in_at": datetime(2026, 10, 2, tzinfo=UTC), "handed_in_by": make_person()}
    return HandIn.objects.create(**{"cluster": metric.product.cluster, **row, **given, **fields})


CASES = {
    "hand_in_moment_unique": lambda x: [hand_in(x), hand_in(x)],
    "hand_in_missing_within_expected": lambda x: hand_in(x, missing=4, note="Why."),
    "hand_in_gap_explained": lambda x: hand_in(x, missing=1),
}
