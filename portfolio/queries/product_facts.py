"""The facts the stage checklist looks at, out of what the product page has loaded anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from metrics.queries import MetricCard
from metrics.values import Level, Status
from products.models import PolicyVersion
from products.values import Stage
from reviews.calculations.checklist import ChecklistFacts
from reviews.queries.stage_facts import stage_facts


def checklist_facts(
    row: Mapping[str, Any],
    cards: Sequence[MetricCard],
    items: int,
    day: date,
    version: PolicyVersion,
) -> ChecklistFacts:
    """For a row of `product_row` in a stage, its metric cards and the count of its items."""
    operational = [card for card in cards if card.level is Level.OPERATIONAL]
    taken_from = {one["metric_id"]: one["slug"] for one in row["definitions"]}
    adoption = [card for card in cards if taken_from.get(card.metric.pk) == "adoption"]
    stage, pk = Stage(row["stage"]), row["product_id"]
    return ChecklistFacts(
        stage=stage,
        has_owner=row["owner_id"] is not None,
        users=len(row["users"]),
        use_cases=sum(bool(user["use_case"]) for user in row["users"]),
        items=items,
        dimensions=tuple(card.dimension for card in cards),
        baselines=sum(card.assessment.newest_on is not None for card in cards),
        adoption_tracked=bool(adoption),
        adoption_target=any(card.target is not None for card in adoption),
        operational=len(operational),
        unhealthy=tuple(
            card.metric.name
            for card in operational
            if card.assessment.status is not Status.ON_TARGET
        ),
        cost_tracked=any(taken_from.get(card.metric.pk) == "cost-per-user" for card in cards),
        **vars(stage_facts({pk: (stage, row["stage_period"].lower)}, day, version)[pk]),
    )
