"""Why this metric: the answers are kept with it."""

from __future__ import annotations

from django.db import transaction

from metrics.models import Metric, MetricWorksheet
from metrics.values.worksheets import QUESTIONS
from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict


def worksheet_version(metric: Metric) -> int:
    """The version a form is filled from; 0 where nothing was answered yet."""
    found = MetricWorksheet.objects.filter(metric=metric).values_list("version", flat=True).first()
    return found or 0


@transaction.atomic
def answer_worksheet(
    by: Person | None, metric: Metric, version: int, **answers: str
) -> MetricWorksheet:
    """Keep the answers; raises `Conflict` when somebody saved since `version` was read."""
    locked = Metric.objects.select_for_update(no_key=True).get(pk=metric.pk)
    row = MetricWorksheet.objects.filter(metric=locked).first()
    if version != (row.version if row else 0):
        raise Conflict("Somebody changed these answers meanwhile.", code="stale_version")
    row = row or MetricWorksheet(metric=locked, version=0)
    for name in QUESTIONS:
        setattr(row, name, answers.get(name, "").strip())
    row.version += 1
    row.answered_by, row.answered_on = by, today()
    row.save()
    return row
