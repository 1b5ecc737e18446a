"""How far the retirement of each product had come at the end of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from products.models import Change, Dependency, LooseEnd, MigrationProgress, RetirementPlan
from products.values import ChangeKind
from products.values.lifecycle import LooseEndKind, WayOut

WAYS_OUT = (ChangeKind.MIGRATION, ChangeKind.DECOMMISSIONING)


def ways_out(product_ids: Collection[int], day: date) -> dict[int, WayOut]:
    """The way out of each product, an empty one where nobody has planned it; five statements.

    Progress, what was dealt with, and the decommissioning count from their days on. Successor,
    date and dependents are told as they are known now, as names are.
    """
    if not product_ids:
        return {}
    plans = {
        row.product_id: row
        for row in RetirementPlan.objects.filter(
            product_id__in=product_ids, opened_on__lte=day
        ).select_related("successor", "migration")
    }
    changes, moved = _changes(product_ids, day), _moved(product_ids, day)
    ends, dependents = _ends(product_ids), _dependents(product_ids)
    return {
        pk: WayOut(
            **_plan(plans.get(pk), day),
            **_change(plans.get(pk), changes[pk], day),
            **_progress(moved.get(pk)),
            **_loose(ends[pk], dependents[pk], day),
        )
        for pk in product_ids
    }


def _changes(product_ids: Collection[int], day: date) -> dict[int, list[Change]]:
    found: dict[int, list[Change]] = defaultdict(list)
    rows = Change.objects.filter(product_id__in=product_ids, kind__in=WAYS_OUT, started_on__lte=day)
    for row in rows.order_by("started_on", "pk"):
        found[row.product_id].append(row)
    return found


def _moved(product_ids: Collection[int], day: date) -> dict[int, MigrationProgress]:
    rows = MigrationProgress.objects.filter(plan__product_id__in=product_ids, on__lte=day)
    newest = rows.order_by("plan_id", "-on").distinct("plan_id").select_related("plan")
    return {row.plan.product_id: row for row in newest}


def _ends(product_ids: Collection[int]) -> dict[int, list[LooseEnd]]:
    found: dict[int, list[LooseEnd]] = defaultdict(list)
    rows = LooseEnd.objects.filter(plan__product_id__in=product_ids).select_related("plan")
    for row in rows:
        found[row.plan.product_id].append(row)
    return found


def _dependents(product_ids: Collection[int]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Dependency.objects.filter(needs_id__in=product_ids).order_by("product__name")
    for pk, dependent, name in rows.values_list("needs_id", "product_id", "product__name"):
        found[pk][dependent] = name
    return found


def _plan(plan: RetirementPlan | None, day: date) -> dict[str, Any]:
    if plan is None:
        return {}
    return {
        "successor": plan.successor.name if plan.successor else "",
        "none_needed": plan.none_needed,
        "told_on": _by(plan.told_on, day),
        "users_total": plan.users_total,
        "decommissioned_on": _by(plan.decommissioned_on, day),
    }


def _change(plan: RetirementPlan | None, changes: list[Change], day: date) -> dict[str, Any]:
    """Its own migration where the plan has one, else whatever way out was recorded."""
    own = [plan.migration] if plan and plan.migration else changes
    ended = [_by(change.ended_on, day) for change in own]
    planned = [change.planned_end for change in own if change.planned_end]
    return {
        "migrate_by": max(planned, default=None),
        "way_ended": max((day for day in ended if day), default=None) if all(ended) else None,
    }


def _progress(row: MigrationProgress | None) -> dict[str, Any]:
    return {"moved": row.percent, "moved_on": row.on} if row else {}


def _loose(ends: list[LooseEnd], dependents: dict[int, str], day: date) -> dict[str, Any]:
    settled = {end.dependent_id for end in ends if end.dealt_on and end.dealt_on <= day}
    data = [end for end in ends if end.kind == LooseEndKind.DATA]
    everyone = dependents.keys() | {end.dependent_id for end in ends if end.dependent_id}
    return {
        "dependents": len(everyone),
        "dependents_open": tuple(name for pk, name in dependents.items() if pk not in settled),
        "data": len(data),
        "data_open": tuple(end.title for end in data if end.dealt_on is None or end.dealt_on > day),
    }


def _by(known: date | None, day: date) -> date | None:
    return known if known is not None and known <= day else None
