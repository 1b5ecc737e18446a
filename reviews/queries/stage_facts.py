"""What the checklist of a stage asks for and no other part of a page has read already."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from backlogs.queries.clock import ends
from people.queries import organisation
from portfolio.kernel.quarters import Quarter
from products.calculations.stages import question
from products.models import PolicyVersion
from products.queries.way_out import ways_out
from products.values import Stage
from products.values.lifecycle import NO_PLAN, LifecyclePolicy, WayOut

# Of the roadmap as it was after its last change by that day, what stands on it for the product.
ASKED = """
SELECT p.id,
  (SELECT max(a.answered_on) FROM products_investmentanswer a
    WHERE a.product_id = p.id AND a.answered_on <= %(day)s),
  (SELECT count(*) FROM metrics_objective o
    WHERE (o.product_id = p.id OR o.cluster_id = l.cluster_id) AND o.quarter_start = %(quarter)s
      AND o.written_on <= %(day)s AND (o.dropped_on IS NULL OR o.dropped_on > %(day)s)
      AND EXISTS (SELECT 1 FROM metrics_keyresult k WHERE k.objective_id = o.id
        AND k.written_on <= %(day)s AND (k.dropped_on IS NULL OR k.dropped_on > %(day)s))),
  (SELECT count(*) FROM backlogs_roadmapentry e LEFT JOIN backlogs_item i ON i.id = e.item_id
    WHERE e.id = ANY(r.now || r.next || r.later)
      AND coalesce(e.product_id, i.product_id, p.id) = p.id)
  FROM products_product p
  JOIN products_placement l ON l.product_id = p.id AND l.period @> %(day)s::date
  LEFT JOIN LATERAL (
    SELECT c.now, c.next, c.later FROM backlogs_roadmapchange c
     WHERE c.roadmap_id = l.cluster_id AND c.at < %(end)s ORDER BY c.version DESC LIMIT 1
  ) r ON true
 WHERE p.id = ANY(%(products)s)
"""


@dataclass(frozen=True)
class StageFacts:
    """What is known of one product; the fields of `ChecklistFacts` of the same names."""

    roadmap: int = 0
    objectives: int = 0
    answered_on: date | None = None
    question_due: date | None = None
    is_question_due: bool = False
    way: WayOut = NO_PLAN


def stage_facts(
    stages: Mapping[int, tuple[Stage, date]], day: date, version: PolicyVersion
) -> dict[int, StageFacts]:
    """For each product with its stage and since when; one statement, and those of a way out."""
    if not stages:
        return {}
    policy = LifecyclePolicy.from_thresholds(version.thresholds)
    leaving = [pk for pk, (stage, _) in stages.items() if stage is Stage.RETIREMENT]
    ways = ways_out(leaving, day)
    return {
        pk: StageFacts(
            roadmap=roadmap,
            objectives=objectives,
            answered_on=answered_on,
            way=ways.get(pk, NO_PLAN),
            **_question(stages[pk], answered_on, day, policy),
        )
        for pk, answered_on, objectives, roadmap in _rows(list(stages), day)
    }


def _question(
    staged: tuple[Stage, date], answered_on: date | None, day: date, policy: LifecyclePolicy
) -> dict[str, Any]:
    stage, since = staged
    if stage is not Stage.MATURITY:
        return {}
    found = question(since, answered_on, day, policy)
    return {"question_due": found.due_on, "is_question_due": found.is_due}


def _rows(product_ids: Collection[int], day: date) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {
        "products": product_ids,
        "day": day,
        "quarter": Quarter.of(day, organisation().first_month).start,
        "end": ends(day),
    }
    with connection.cursor() as cursor:
        cursor.execute(ASKED, values)
        return list(cursor.fetchall())
