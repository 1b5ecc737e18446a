"""Forbidden rows for accepted deviations, tried by `test_constraints.py`."""

from __future__ import annotations

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from metrics.models import AcceptedDeviation, Metric
from tests.builders import make_person

SPRING = DateRange(date(2026, 4, 1), date(2026, 7, 1), "[)")


def deviation(metric: Metric, **fields: object) -> AcceptedDeviation:
    row = {"value": 97, "agreed_until": date(2026, 6, 30), "reason": "Disks wait."}
    return AcceptedDeviation.objects.create(**{"metric": metric, "period": SPRING, **row, **fields})


CASES = {
    "deviation_one_at_a_time": lambda x: [deviation(x), deviation(x)],
    "deviation_period_not_empty": lambda x: deviation(x, period=DateRange(empty=True)),
    "deviation_has_an_end": lambda x: deviation(x, agreed_until=date(2026, 6, 29)),
    "deviation_reason_given": lambda x: deviation(x, reason=""),
    "deviation_end_explained": lambda x: deviation(x, ended_by=make_person()),
}
