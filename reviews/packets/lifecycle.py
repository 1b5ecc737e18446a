"""Section: the stage of each product, the question it raises, its checklist, changes under way.

The checklist holds the points of DOMAIN 2 that the rooms of this house have data for; what a room
that is not built yet would know is left out rather than shown as missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from metrics.queries.histories import MetricRow
from metrics.values import Status
from products.models import Change
from products.values import ChangeKind, Stage
from reviews.packets.chunk import Chunk, PacketProduct
from reviews.packets.known import (
    definitions,
    has_backlog,
    histories,
    metric_statuses,
    owners,
    users_of,
)

QUESTIONS = {
    Stage.INTRODUCTION: "Is the need proven?",
    Stage.GROWTH: "Are more of the people it is meant for using it, and does it help them?",
    Stage.MATURITY: "Is continued investment justified?",
    Stage.RETIREMENT: "Can everybody who uses it leave in time?",
    Stage.RETIRED: "Is anything left to remember or to clear away?",
}
WAYS_OUT = (ChangeKind.MIGRATION, ChangeKind.DECOMMISSIONING)


@dataclass(frozen=True)
class Known:
    """What the checklist of one product asks for."""

    has_owner: bool
    users: int
    use_cases: int
    has_backlog: bool
    metrics: Sequence[MetricRow]
    taken_from: dict[int | None, str]
    statuses: dict[str, Status]
    changes: Sequence[Change]


def load(chunk: Chunk) -> dict[int, Any]:
    """Stage, question, checklist and changes of each cluster's products."""
    changes = _changes(chunk)
    owned, backlogs = owners(chunk), has_backlog(chunk)
    users, metrics, statuses = users_of(chunk), histories(chunk), metric_statuses(chunk)
    kinds = definitions(chunk)

    def known(cluster_id: int, product: PacketProduct) -> Known:
        rows = [row for row in metrics[product.id] if row.history.is_tracked_on(chunk.day)]
        personas, use_cases = users.get(product.id, (0, 0))
        return Known(
            has_owner=cluster_id in owned,
            users=personas,
            use_cases=use_cases,
            has_backlog=product.id in backlogs,
            metrics=rows,
            taken_from=kinds,
            statuses=statuses[product.id],
            changes=changes[product.id],
        )

    return {
        pk: {"products": [_product(product, known(pk, product)) for product in products]}
        for pk, products in chunk.products.items()
    }


def _changes(chunk: Chunk) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    rows = Change.objects.under_way(chunk.day).filter(product_id__in=chunk.product_ids)
    for row in rows.order_by("started_on", "title", "pk"):
        found[row.product_id].append(row)
    return found


def _product(product: PacketProduct, known: Known) -> Any:
    stage = Stage(product.stage) if product.stage else None
    return {
        "product": product.slug,
        "name": product.name,
        "stage": stage,
        "since": product.stage_since,
        "reason": product.stage_reason,
        "question": QUESTIONS[stage] if stage else "",
        "checklist": [{"point": point, "met": met} for point, met in _checklist(stage, known)],
        "changes": [_change(change) for change in known.changes],
    }


def _change(change: Change) -> Any:
    return {
        "kind": change.kind,
        "title": change.title,
        "since": change.started_on,
        "planned_end": change.planned_end,
    }


def _checklist(stage: Stage | None, known: Known) -> list[tuple[str, bool]]:
    if stage is Stage.INTRODUCTION:
        return _introduction(known)
    if stage is Stage.GROWTH:
        targeted = [row for row in _taken_from(known, "adoption") if row.history.targets]
        return [("An adoption metric with a target", bool(targeted))]
    if stage is Stage.MATURITY:
        return _maturity(known)
    if stage is Stage.RETIREMENT:
        planned = [change for change in known.changes if change.kind in WAYS_OUT]
        dated = any(change.planned_end for change in planned)
        return [("A migration or decommissioning with a planned end", dated)]
    return []


def _introduction(known: Known) -> list[tuple[str, bool]]:
    measured = [row for row in known.metrics if row.history.quarters]
    enough = 3 <= len(known.metrics) <= 5 and len(measured) == len(known.metrics)
    return [
        ("An accountable owner", known.has_owner),
        ("Users documented", known.users > 0),
        ("A key use case for each of them", known.users > 0 and known.use_cases == known.users),
        ("A first backlog", known.has_backlog),
        ("Three to five metrics with a baseline", enough),
    ]


def _maturity(known: Known) -> list[tuple[str, bool]]:
    health = [row for row in known.metrics if row.metric.level == "operational"]
    on_target = [known.statuses[row.metric.slug] is Status.ON_TARGET for row in health]
    return [
        ("Every health metric on target", bool(on_target) and all(on_target)),
        ("Cost per user tracked", bool(_taken_from(known, "cost-per-user"))),
    ]


def _taken_from(known: Known, slug: str) -> list[MetricRow]:
    """The metrics taken from this definition of the library."""
    return [row for row in known.metrics if known.taken_from.get(row.metric.definition_id) == slug]
