"""How objectives and their key results stand at the end of a day, for any number of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from metrics.calculations.objectives import (
    Said,
    count_finding,
    newest,
    progress,
    roll_up,
    value_of_metric,
    value_said,
)
from metrics.models import CheckIn, KeyResult, Objective
from metrics.queries.histories import rows_of
from metrics.values.history import MetricHistory
from metrics.values.objectives import Aim, Part, RollUp
from people.queries import organisation
from portfolio.kernel.numbers import plain
from portfolio.kernel.quarters import Quarter


@dataclass(frozen=True)
class KeyResultReading:
    """A key result on a day. Without a number yet, `current` and `progress` are None."""

    row: KeyResult
    aim: Aim
    unit: str
    current: Decimal | None
    progress: Decimal | None
    confidence: Decimal
    measured_on: date | None
    said: CheckIn | None


@dataclass(frozen=True)
class ObjectiveReading:
    """An objective on a day: `on`, or the last day of its quarter when that is over."""

    row: Objective
    quarter: Quarter
    on: date
    results: tuple[KeyResultReading, ...]
    roll_up: RollUp

    @property
    def progress(self) -> Decimal | None:
        """Mean of the scored key results, or None where none is."""
        return self.roll_up.progress

    @property
    def finding(self) -> str:
        """What there is to say about the number of its key results."""
        return count_finding([one.row.title for one in self.results])


def readings_of(objectives: Iterable[Objective], on: date) -> list[ObjectiveReading]:
    """Each objective at the end of `on`, in the order given.

    Six statements, however many objectives there are.
    """
    rows = list(objectives)
    if not rows:
        return []
    first_month = organisation().first_month
    results = _results([row.pk for row in rows])
    flat = [one for found in results.values() for one in found]
    said, histories = _check_ins([one.pk for one in flat]), _histories(flat, on)
    readings = []
    for row in rows:
        quarter = Quarter.of(row.quarter_start, first_month)
        day = min(on, quarter.last_day)
        standing = [one for one in results[row.pk] if _stands(one, day)]
        read = tuple(_reading(one, said[one.pk], histories, quarter, day) for one in standing)
        total = roll_up(Part(one.row.title, one.progress) for one in read)
        readings.append(ObjectiveReading(row, quarter, day, read, total))
    return readings


def _results(objective_ids: Collection[int]) -> dict[int, list[KeyResult]]:
    found: dict[int, list[KeyResult]] = defaultdict(list)
    rows = KeyResult.objects.filter(objective_id__in=objective_ids)
    for row in rows.select_related("metric__product").order_by("position", "pk"):
        found[row.objective_id].append(row)
    return found


def _stands(row: KeyResult, day: date) -> bool:
    return row.written_on <= day and (row.dropped_on is None or row.dropped_on > day)


def _check_ins(result_ids: Collection[int]) -> dict[int, list[CheckIn]]:
    """What holds: corrections already applied."""
    found: dict[int, list[CheckIn]] = defaultdict(list)
    rows = CheckIn.objects.filter(key_result_id__in=result_ids, superseded_at__isnull=True)
    for row in rows.select_related("said_by").order_by("on"):
        found[row.key_result_id].append(row)
    return found


def _histories(results: Iterable[KeyResult], on: date) -> dict[int, MetricHistory]:
    metrics = {one.metric_id: one.metric for one in results if one.metric is not None}
    if not metrics:
        return {}
    return {row.metric.pk: row.history for row in rows_of(list(metrics.values()), on)}


def _reading(
    row: KeyResult,
    rows: list[CheckIn],
    histories: dict[int, MetricHistory],
    quarter: Quarter,
    day: date,
) -> KeyResultReading:
    aim = Aim(plain(row.start), plain(row.target))
    said = [Said(one.on, _plain(one.value), plain(one.confidence)) for one in rows]
    latest = newest(said, day)
    if row.metric_id is None:
        current = value_said(said, day)
        given = [one.on for one in said if one.value is not None and one.on <= day]
        measured_on = max(given, default=None)
    else:
        history = histories[row.metric_id]
        current = value_of_metric(history, quarter, day)
        measured_on = _last_on(history, quarter) if current is not None else None
    return KeyResultReading(
        row=row,
        aim=aim,
        unit=row.metric.unit if row.metric else row.unit,
        current=current,
        progress=progress(aim, current),
        confidence=latest.confidence if latest else plain(row.confidence),
        measured_on=measured_on,
        said=next((one for one in rows if latest and one.on == latest.on), None),
    )


def _last_on(history: MetricHistory, quarter: Quarter) -> date | None:
    return next((summed.last_on for known, summed in history.quarters if known == quarter), None)


def _plain(value: Any) -> Any:
    return None if value is None else plain(value)
