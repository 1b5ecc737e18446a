"""Dated targets from a list: a new line begins where the old one ends."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from metrics.imports.metrics import metric_of_row
from metrics.models import MetricTarget
from portfolio.kernel.importing import Row, World
from portfolio.kernel.importing.comparing import in_words
from products.imports.dated import Entry, Shape, plan_dated
from products.models.periods import Dated

LINES = ("target", "warning", "floor", "weight")
ONE = Decimal(1)


def plan_targets(world: World) -> None:
    """Continue every metric's targets; lines out of order are refused."""
    entries: list[Entry] = []
    for row in world.rows.get("target", []):
        metric = metric_of_row(world, row)
        if metric is not None and _in_order(world, row):
            entries.append(Entry(row, metric, _value(row)))
    pks = {entry.subject.pk for entry in entries if entry.subject.pk is not None}
    recorded = list(MetricTarget.objects.filter(metric__in=pks).order_by("period"))
    shape = Shape(
        "target",
        "metrics.MetricTarget",
        "metric_id",
        _known,
        lambda row, value: _fields(world, row, value),
        lambda value: f"target {in_words(value[0])}",
    )
    plan_dated(world, shape, entries, recorded)


def _value(row: Row) -> tuple[Decimal, ...]:
    return tuple(row.values.get(name, ONE) for name in LINES)


def _known(target: Dated) -> tuple[Decimal, ...]:
    return tuple(getattr(target, name) for name in LINES)


def _in_order(world: World, row: Row) -> bool:
    target, warning, floor = (row.values[name] for name in ("target", "warning", "floor"))
    if row.values.get("weight", ONE) <= 0:
        world.refuse(row, "weight", "a weight is above zero", "weight")
        return False
    if floor <= warning <= target or floor >= warning >= target:
        return True
    reason = "the lines are out of order: the warning line lies between the floor and the target"
    world.refuse(row, "warning", reason, "lines-out-of-order")
    return False


def _fields(world: World, row: Row, value: tuple[Decimal, ...]) -> dict[str, Any]:
    reason = row.values.get("reason") or f"As stated by {world.source} ({row.origin.label})"
    return {**dict(zip(LINES, value, strict=True)), "reason": reason, "set_by_id": world.by_id}
