"""Lifecycle stages from a list: each row says a stage and since when."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from portfolio.kernel.importing import Row, World
from products.imports.dated import Entry, Shape, plan_dated
from products.models import StagePeriod
from products.values import Stage

MODEL = "products.StagePeriod"


def plan_stages(world: World) -> None:
    """Continue every product's stage history; nothing follows "retired"."""
    entries: list[Entry] = []
    for row in world.rows.get("stage", []):
        product = world.resolve(row, "product")
        if product is not None:
            entries.append(Entry(row, product, row.values["stage"]))
    pks = {entry.subject.pk for entry in entries if entry.subject.pk is not None}
    recorded = list(StagePeriod.objects.filter(product__in=pks).order_by("period"))
    retired = {row.product_id: row.since for row in recorded if row.stage == Stage.RETIRED}
    allowed = [entry for entry in entries if not _is_retired(world, entry, retired)]
    shape = Shape(
        "stage",
        MODEL,
        "product_id",
        attrgetter("stage"),
        lambda row, stage: _fields(world, row, stage),
        lambda stage: Stage(stage).label,
    )
    plan_dated(world, shape, allowed, recorded)


def _is_retired(world: World, entry: Entry, retired: dict[int, Any]) -> bool:
    since = retired.get(entry.subject.pk or 0)
    if since is None or entry.row.values["since"] <= since or entry.value == Stage.RETIRED:
        return False
    reason = f"“{entry.subject.label}” is retired since {since.isoformat()} and read-only"
    world.refuse(entry.row, "stage", reason, "product-retired")
    return True


def _fields(world: World, row: Row, stage: str) -> dict[str, Any]:
    reason = row.values.get("reason") or f"As stated by {world.source} ({row.origin.label})"
    return {"stage": stage, "reason": reason, "changed_by_id": world.by_id}
