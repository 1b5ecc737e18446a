"""Section: what the products say they are for, and the quarter's objectives with key results."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Q

from metrics.models import GoalContribution, Objective, ProductPurpose, StrategicGoal
from metrics.queries.progress import KeyResultReading, ObjectiveReading, readings_of
from metrics.values.objectives import ANSWERS
from portfolio.kernel.numbers import rounded
from reviews.packets.chunk import Chunk

PROGRESS_PLACES = 4


def load(chunk: Chunk) -> dict[int, Any]:
    """Purposes and objectives of each cluster, in a constant number of statements."""
    objectives, answers, goals = _objectives(chunk), _answers(chunk), _goals(chunk)
    return {
        pk: {
            "objectives": objectives[pk],
            "products": [
                {
                    "product": product.slug,
                    "name": product.name,
                    **answers.get(product.id, dict.fromkeys(ANSWERS, "")),
                    "goals": goals[product.id],
                }
                for product in products
            ],
        }
        for pk, products in chunk.products.items()
    }


def _objectives(chunk: Chunk) -> dict[int, list[Any]]:
    """Cluster → its own objectives and those of its products, the cluster's first."""
    homes = {product.id: pk for pk, products in chunk.products.items() for product in products}
    rows = Objective.objects.on(chunk.day).filter(
        Q(cluster_id__in=chunk.clusters) | Q(product_id__in=homes),
        quarter_start=chunk.quarter.start,
    )
    ordered = rows.select_related("cluster", "product", "goal").order_by(
        "level", "product__name", "title", "pk"
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for one in readings_of(ordered, chunk.day):
        cluster_id = one.row.cluster_id or homes[one.row.product_id or 0]
        found[cluster_id].append(_objective(one))
    return found


def _objective(one: ObjectiveReading) -> Any:
    row = one.row
    subject = row.product or row.cluster
    return {
        "objective": row.title,
        "sentence": row.sentence,
        "level": row.level,
        "of": subject.slug if subject else "",
        "of_name": subject.name if subject else "",
        "goal": row.goal.name if row.goal else None,
        "carried_over": row.carried_from_id is not None,
        "progress": _share(one.progress),
        "scored": len(one.roll_up.scored),
        "not_scored": list(one.roll_up.unscored),
        "to_look_at": one.finding,
        "key_results": [_result(result) for result in one.results],
    }


def _result(one: KeyResultReading) -> Any:
    metric = one.row.metric
    return {
        "key_result": one.row.title,
        "unit": one.unit,
        "start": one.aim.start,
        "target": one.aim.target,
        "current": one.current,
        "progress": _share(one.progress),
        "confidence": one.confidence,
        "metric": f"{metric.product.slug}/{metric.slug}" if metric else None,
        "measured_on": one.measured_on,
        "said_on": one.said.on if one.said else None,
        "said": one.said.sentence if one.said else "",
    }


def _share(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value, PROGRESS_PLACES)


def _answers(chunk: Chunk) -> dict[int, dict[str, str]]:
    rows = ProductPurpose.objects.on(chunk.day).filter(product_id__in=chunk.product_ids)
    return {row.product_id: {name: getattr(row, name) for name in ANSWERS} for row in rows}


def _goals(chunk: Chunk) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    rows = GoalContribution.objects.on(chunk.day).filter(
        product_id__in=chunk.product_ids, goal__in=StrategicGoal.objects.on(chunk.day)
    )
    for row in rows.select_related("goal").order_by("goal__position", "goal__slug"):
        found[row.product_id].append({"goal": row.goal.slug, "name": row.goal.name})
    return found
