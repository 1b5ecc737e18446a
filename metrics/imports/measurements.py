"""Measurements from a list: a new number is recorded, another one for a known day corrects it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.calculations.batches import EARLIEST
from metrics.calculations.retention import forgotten_words
from metrics.imports.metrics import metric_of_row
from metrics.models import Measurement, Metric
from metrics.models.measurement import Source
from portfolio.kernel.importing import Action, Change, Insert, Ref, Row, Update, World
from portfolio.kernel.importing.comparing import in_words

MODEL = "metrics.Measurement"
Known = tuple[int, Decimal, Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Home:
    """What a metric that is there already allows: its unit, not beside events, not earlier."""

    unit: str
    is_fed: bool
    since: date
    name: str
    forgotten_before: date | None


def plan_measurements(world: World) -> None:
    """Compare the rows with the current measurements of their metrics and days."""
    wanted: list[tuple[Row, Ref]] = []
    seen: dict[tuple[int, date], Row] = {}
    for row in world.rows.get("measurement", []):
        metric = metric_of_row(world, row)
        if metric is None or not _is_possible(world, row):
            continue
        first = seen.setdefault((id(metric), row.values["on"]), row)
        if first is not row:
            reason = f"the same metric and day stand in {first.origin.label} too"
            world.refuse(row, "on", reason, "day-twice")
            continue
        wanted.append((row, metric))
    known = _known(wanted)
    homes = _homes(wanted)
    for row, metric in wanted:
        before = known.get((metric.pk or 0, row.values["on"]))
        if _fits(world, row, homes.get(metric.pk or 0), is_known=before is not None):
            _plan(world, row, metric, before)


def _homes(wanted: list[tuple[Row, Ref]]) -> dict[int, Home]:
    """What the metrics that are there already allow, in one query."""
    pks = {metric.pk for _, metric in wanted if metric.pk is not None}
    rows = Metric.objects.filter(pk__in=pks).values_list(
        "pk", "unit", "feed__pk", "product__introduced_on", "name", "forgotten_before"
    )
    return {row[0]: Home(row[1], row[2] is not None, *row[3:]) for row in rows}


def _fits(world: World, row: Row, home: Home | None, *, is_known: bool) -> bool:
    """Whether the metric takes the number; a metric this import brings takes any."""
    if home is None:
        return True
    if home.is_fed:
        reason = "this metric is made of events; correct those, or end the feed first"
        world.refuse(row, "metric", reason, "made-of-events")
        return False
    if row.values.get("unit", home.unit) != home.unit:
        reason = f"this metric is in {home.unit or 'no unit'}"
        world.refuse(row, "unit", reason, "unit-differs")
        return False
    if home.forgotten_before is not None and row.values["on"] < home.forgotten_before:
        world.refuse(row, "on", forgotten_words(home.name, home.forgotten_before), "forgotten")
        return False
    if row.values["on"] < home.since and not is_known:
        reason = f"the product has been there since {home.since.isoformat()} only"
        world.refuse(row, "on", reason, "before-product")
        return False
    return True


def _is_possible(world: World, row: Row) -> bool:
    if row.values["on"] > world.today:
        world.refuse(row, "on", "the day has not come yet", "in-future")
        return False
    if row.values["on"] < EARLIEST:
        world.refuse(row, "on", f"days begin in {EARLIEST.year}", "too-early")
        return False
    numerator, denominator = row.values.get("numerator"), row.values.get("denominator")
    if (numerator is None) != (denominator is None):
        world.refuse(row, "numerator", "a ratio needs both its counts", "ratio-incomplete")
        return False
    if denominator is not None and denominator <= 0:
        world.refuse(row, "denominator", "a ratio needs a count above zero", "ratio-of-nothing")
        return False
    return True


def _known(wanted: list[tuple[Row, Ref]]) -> dict[tuple[int, date], Known]:
    """Current measurements of the metrics and days asked for, in one query."""
    pks = {metric.pk for _, metric in wanted if metric.pk is not None}
    days = [row.values["on"] for row, metric in wanted if metric.pk is not None]
    if not days:
        return {}
    rows = Measurement.objects.current().filter(
        metric__in=pks, measured_on__range=(min(days), max(days))
    )
    fields = ("metric_id", "measured_on", "id", "value", "numerator", "denominator")
    return {(row[0], row[1]): row[2:] for row in rows.values_list(*fields).iterator(5000)}


def _plan(world: World, row: Row, metric: Ref, known: Known | None) -> None:
    value = row.values["value"]
    ratio = (row.values.get("numerator"), row.values.get("denominator"))
    day = row.values["on"]
    label = f"{metric.label}, {day.isoformat()}"
    if known is not None and (value, *ratio) == known[1:]:
        world.plan.changes.append(Change(Action.SAME, "measurement", label, row.origin))
        return
    source = f"{world.source}: {row.origin.label}"[:200]
    values = {
        "metric_id": metric,
        "measured_on": day,
        "value": value,
        "numerator": ratio[0],
        "denominator": ratio[1],
        "source": Source.IMPORT,
        "source_ref": source,
        "note": row.values.get("note", "") or _counted(row),
        "recorded_at": world.now,
        "recorded_by_id": world.by_id,
    }
    old = in_words(known[1]) if known else ""
    action = Action.CREATE if known is None else Action.CHANGE
    change = Change(action, "measurement", label, row.origin)
    change.fields = [("value", old, in_words(value))]
    if known is not None:
        before = {"superseded_at": None, "correction_reason": ""}
        reason = row.values.get("reason") or f"Imported again: {source}"
        after = {"superseded_at": world.now, "correction_reason": reason}
        change.operations.append(Update(MODEL, known[0], before, after))
    change.operations.append(Insert(MODEL, values))
    world.plan.changes.append(change)


def _counted(row: Row) -> str:
    return f"From {row.count} rows" if row.count > 1 else ""
