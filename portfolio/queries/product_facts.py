"""The facts the stage checklist looks at, out of what the product page has loaded anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from metrics.queries import MetricCard
from metrics.values import Level, Status
from portfolio.calculations.checklist import ChecklistFacts
from products.values import ChangeKind, Stage

WAYS_OUT = (ChangeKind.MIGRATION, ChangeKind.DECOMMISSIONING)


def checklist_facts(
    row: Mapping[str, Any], cards: Sequence[MetricCard], items: int
) -> ChecklistFacts:
    """For a row of `product_row` in a stage, its metric cards and the count of its items."""
    operational = [card for card in cards if card.level is Level.OPERATIONAL]
    taken_from = {one["metric_id"]: one["slug"] for one in row["definitions"]}
    adoption = [card for card in cards if taken_from.get(card.metric.pk) == "adoption"]
    ways = [change for change in row["changes"] if change["kind"] in WAYS_OUT]
    way = ways[0] if ways else {}
    return ChecklistFacts(
        stage=Stage(row["stage"]),
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
        way_out=way.get("title", ""),
        way_out_planned=_day(way.get("planned_end")),
        way_out_ended=_day(way.get("ended_on")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
