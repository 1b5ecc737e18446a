"""Section: the stage of each product, the question it raises, its checklist, changes under way.

The checklist is the one the product's own page shows (`reviews.calculations.checklist`), with the
facts as they were at the quarter's end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from metrics.queries.cards import read_policy
from metrics.values import Level, Status
from products.models import Change, InvestmentAnswer
from products.values import Dimension, Stage
from products.values.lifecycle import Check, Investment
from reviews.calculations.checklist import ChecklistFacts, checklist
from reviews.packets.chunk import Chunk, PacketProduct
from reviews.packets.known import (
    definitions,
    histories,
    items_of,
    metric_statuses,
    owners,
    users_of,
)
from reviews.queries.stage_facts import stage_facts

QUESTIONS = {
    Stage.INTRODUCTION: "Is the need proven?",
    Stage.GROWTH: "Are more of the people it is meant for using it, and does it help them?",
    Stage.MATURITY: "Is continued investment justified?",
    Stage.RETIREMENT: "Can everybody who uses it leave in time?",
    Stage.RETIRED: "Is anything left to remember or to clear away?",
}


def load(chunk: Chunk) -> dict[int, Any]:
    """Stage, question, checklist and changes of each cluster's products."""
    changes, facts = _changes(chunk), checklist_facts(chunk)
    policy = read_policy(chunk.policy)
    answers = _answers(chunk)

    def told(product: PacketProduct) -> Any:
        known = facts.get(product.id)
        checks = checklist(known, policy) if known else ()
        return _product(product, checks, changes[product.id], answers.get(product.id))

    return {
        pk: {"products": [told(product) for product in products]}
        for pk, products in chunk.products.items()
    }


def checklist_facts(chunk: Chunk) -> dict[int, ChecklistFacts]:
    """The facts about each product that was in a stage."""
    owned, backlogs, users = owners(chunk), items_of(chunk), users_of(chunk)
    staged = {
        product.id: (Stage(product.stage), product.stage_since)
        for products in chunk.products.values()
        for product in products
        if product.stage and product.stage_since
    }
    more = stage_facts(staged, chunk.day, chunk.policy)
    return {
        product.id: ChecklistFacts(
            stage=staged[product.id][0],
            has_owner=pk in owned,
            users=users.get(product.id, (0, 0))[0],
            use_cases=users.get(product.id, (0, 0))[1],
            items=backlogs.get(product.id, 0),
            **_metrics(chunk, product.id),
            **vars(more[product.id]),
        )
        for pk, products in chunk.products.items()
        for product in products
        if product.id in staged
    }


def _metrics(chunk: Chunk, product_id: int) -> dict[str, Any]:
    """The facts about the metrics tracked on the chunk's day."""
    statuses, kinds = metric_statuses(chunk)[product_id], definitions(chunk)
    rows = [row for row in histories(chunk)[product_id] if row.history.is_tracked_on(chunk.day)]
    kind = {row.metric.slug: kinds.get(row.metric.definition_id) for row in rows}
    adoption = [row for row in rows if kind[row.metric.slug] == "adoption"]
    health = [row.metric for row in rows if row.metric.level == Level.OPERATIONAL]
    return {
        "dimensions": tuple(Dimension(row.metric.dimension) for row in rows),
        "baselines": sum(bool(row.history.quarters) for row in rows),
        "adoption_tracked": bool(adoption),
        "adoption_target": any(row.history.targets for row in adoption),
        "operational": len(health),
        "unhealthy": tuple(
            one.name for one in health if statuses[one.slug] is not Status.ON_TARGET
        ),
        "cost_tracked": "cost-per-user" in kind.values(),
    }


def _changes(chunk: Chunk) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    rows = Change.objects.under_way(chunk.day).filter(product_id__in=chunk.product_ids)
    for row in rows.order_by("started_on", "title", "pk"):
        found[row.product_id].append(row)
    return found


def _answers(chunk: Chunk) -> dict[int, InvestmentAnswer]:
    """Product → its newest answer to the yearly question by the chunk's day."""
    rows = InvestmentAnswer.objects.filter(
        product_id__in=chunk.product_ids, answered_on__lte=chunk.day
    )
    newest = rows.order_by("product_id", "-answered_on").distinct("product_id")
    return {row.product_id: row for row in newest.select_related("answered_by")}


def _product(
    product: PacketProduct,
    checks: Sequence[Check],
    changes: Sequence[Change],
    answer: InvestmentAnswer | None,
) -> Any:
    stage = Stage(product.stage) if product.stage else None
    return {
        "product": product.slug,
        "name": product.name,
        "stage": stage,
        "since": product.stage_since,
        "reason": product.stage_reason,
        "question": QUESTIONS[stage] if stage else "",
        "answer": _answer(answer) if answer else None,
        "checklist": [{"point": one.words, "met": one.is_done, "note": one.note} for one in checks],
        "changes": [_change(change) for change in changes],
    }


def _answer(row: InvestmentAnswer) -> Any:
    return {
        "answer": Investment(row.answer).label,
        "on": row.answered_on,
        "by": row.answered_by.name if row.answered_by else "",
        "reason": row.reason,
    }


def _change(change: Change) -> Any:
    return {
        "kind": change.kind,
        "title": change.title,
        "since": change.started_on,
        "planned_end": change.planned_end,
    }
