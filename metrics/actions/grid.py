"""Cells of the measuring grid are saved: each for itself, what is wrong keeps nothing else out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from django.db import transaction

from metrics.actions.measurements import NewMeasurement, record_measurements
from metrics.actions.rollups import lock_metrics
from metrics.calculations.cells import judge
from metrics.calculations.columns import stretch_of
from metrics.models import Metric
from metrics.models.measurement import Source
from metrics.queries.grid_numbers import (
    Period,
    cell_metrics,
    compared_without,
    metrics_in,
    numbers_by_id,
    numbers_of,
)
from metrics.values import Cadence
from metrics.values.cells import CellState, Known, Place, Stretch, Typed, Verdict
from people.models import Person
from portfolio.kernel.errors import Forbidden
from products.permissions import belonging


@transaction.atomic
def save_cells(by: Person, period: Period, typed: Sequence[Typed]) -> dict[Place, Verdict]:
    """Judge each cell and record those that are numbers, in a constant number of statements.

    Two people at one cell: the second is told both numbers (`CLASH`) and nothing is overwritten.
    Raises `Forbidden` when a cell is of a metric the person may not measure.
    """
    metrics = _own(by, period, {one.place.metric_id for one in typed})
    lock_metrics(metrics)
    current = numbers_of(metrics.values(), period.first, period.last)
    verdicts = _judged(metrics, period, typed, current)
    _record(by, [one for one in verdicts.values() if one.state is CellState.SAVED])
    return verdicts


def preview_cells(by: Person, period: Period, typed: Sequence[Typed]) -> dict[Place, Verdict]:
    """What would become of pasted cells, which know no numbers they replace; nothing is saved."""
    metrics = _own(by, period, {one.place.metric_id for one in typed})
    current = numbers_of(metrics.values(), period.first, period.last)
    seen = [
        replace(one, base=current[one.place].id if one.place in current else 0) for one in typed
    ]
    verdicts = _judged(metrics, period, seen, current)
    draft = {"state": CellState.DRAFT, "words": "Not saved yet."}
    return {
        place: replace(one, **draft) if one.state is CellState.SAVED else one  # type: ignore[arg-type]
        for place, one in verdicts.items()
    }


def _judged(
    metrics: dict[int, Metric],
    period: Period,
    typed: Sequence[Typed],
    current: dict[Place, Known],
) -> dict[Place, Verdict]:
    facts = cell_metrics(metrics.values(), period.quarter)
    bases = _bases(typed, current)
    times = Counter(one.place for one in typed)
    verdicts = {}
    for one in typed:
        metric, now = metrics[one.place.metric_id], current.get(one.place)
        stretch = _stretch(metric, one.place, period)
        if times[one.place] > 1:
            verdicts[one.place] = Verdict(one, CellState.BAD, "Given twice. Send it once.")
        elif stretch is None:
            words = "This day is no column of this grid."
            verdicts[one.place] = Verdict(one, CellState.BAD, words)
        else:
            fact = compared_without(facts[metric.pk], now)
            verdicts[one.place] = judge(one, fact, stretch, now, bases.get(one.base))
    return verdicts


def _own(by: Person, period: Period, wanted: Collection[int]) -> dict[int, Metric]:
    metrics = {one.pk: one for one in metrics_in(belonging(by).all, period) if one.pk in wanted}
    if set(wanted) - set(metrics):
        raise Forbidden(
            "This is for the owner and the team of the metric's cluster.", code="not_allowed"
        )
    return metrics


def _bases(typed: Sequence[Typed], current: dict[Place, Known]) -> dict[int, Known]:
    """The numbers people saw, most of which are still the current ones."""
    found = {known.id: known for known in current.values()}
    replaced = {one.base for one in typed if one.base and one.base not in found}
    return {**found, **(numbers_by_id(replaced) if replaced else {})}


def _stretch(metric: Metric, place: Place, period: Period) -> Stretch | None:
    """The days the cell speaks of; None for a day on which no stretch of the grid ends."""
    first_month = period.quarter.first_month
    start, end = stretch_of(Cadence(metric.cadence), place.end, first_month)
    if end != place.end or not period.first <= end <= period.last:
        return None
    return Stretch(start, end, period.today)


def _record(by: Person, verdicts: Sequence[Verdict]) -> None:
    """Corrections need their reasons, so those with one reason go in together."""
    groups: dict[str, list[NewMeasurement]] = defaultdict(list)
    for one in verdicts:
        if one.value is not None and one.on is not None:
            new = NewMeasurement(
                one.typed.place.metric_id, one.on, one.value, one.numerator, one.denominator
            )
            groups[one.typed.reason.strip() if one.typed.base else ""].append(new)
    for reason, rows in sorted(groups.items()):
        record_measurements(by, rows, source=Source.GRID, correction_reason=reason)
