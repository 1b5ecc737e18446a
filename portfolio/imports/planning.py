"""Files and a profile → a plan: what is there is read in sets, nothing is written."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from django.utils import timezone

from backlogs.imports import load_items, plan_items
from metrics.imports.events import plan_checks, plan_tickets, plan_usage
from metrics.imports.measurements import plan_measurements
from metrics.imports.metrics import load_metrics, plan_metrics
from metrics.imports.targets import plan_targets
from people.imports import load_persons, plan_persons
from people.queries import organisation, today
from portfolio.imports.kinds import KINDS
from portfolio.imports.profiles import Profile
from portfolio.imports.profiles.calendar import in_calendar, names_quarters
from portfolio.imports.rows import Cleaned, clean
from portfolio.kernel.canonical import sha256_hex
from portfolio.kernel.importing import Missing, Plan, World
from portfolio.kernel.tabular.values import Limits, Source
from portfolio.models import ExternalKey
from products.imports.candidates import note_gone, plan_candidates
from products.imports.clusters import load_clusters, plan_clusters
from products.imports.ownerships import plan_memberships, plan_ownerships
from products.imports.products import load_products, plan_products
from products.imports.stages import plan_stages

Step = Callable[[World], None]

LOADERS: tuple[Step, ...] = (load_persons, load_clusters, load_products, load_items, load_metrics)
PLANNERS: dict[str, Step] = {
    "person": plan_persons,
    "cluster": plan_clusters,
    "product": plan_products,
    "candidate": plan_candidates,
    "ownership": plan_ownerships,
    "membership": plan_memberships,
    "stage": plan_stages,
    "metric": plan_metrics,
    "target": plan_targets,
    "measurement": plan_measurements,
    "ticket": plan_tickets,
    "check": plan_checks,
    "usage": plan_usage,
    "item": plan_items,
}


def make_plan(
    profile: Profile,
    sources: Sequence[Source],
    limits: Limits | None = None,
    *,
    by_id: int | None = None,
    lock: bool = False,
) -> Plan:
    """The plan for these files as the database stands now; with `lock`, what it read stays so."""
    plan = Plan()
    if names_quarters(profile):
        profile = in_calendar(profile, organisation().first_month)
    cleaned = clean(profile, sources, limits or Limits(), plan)
    known: dict[str, dict[str, int]] = {}
    keys = ExternalKey.objects.filter(source=profile.namespace, kind__in=list(cleaned.rows))
    pointed = ExternalKey.objects.filter(
        source=profile.namespace, kind__in=["cluster", "product", "metric", "person"]
    )
    for kind, key, pk in (keys | pointed).values_list("kind", "key", "object_id"):
        known.setdefault(kind, {})[key] = pk
    world = World(
        plan=plan,
        rows=cleaned.rows,
        known=known,
        source=profile.namespace,
        now=timezone.now(),
        today=today(),
        by_id=by_id,
        lock=lock,
    )
    for load in LOADERS:
        load(world)
    for kind in KINDS:
        PLANNERS[kind](world)
    _note_missing(world, cleaned)
    return plan


def _note_missing(world: World, cleaned: Cleaned) -> None:
    """What this source brought before and doesn't mention now: flagged, never deleted."""
    for kind, rows in cleaned.rows.items():
        if not KINDS[kind].keyed:
            continue
        mentioned = cleaned.mentioned.get(kind, set()) | {row.key for row in rows}
        for key, pk in sorted(world.known.get(kind, {}).items()):
            ref = world.by_pk.get((kind, pk))
            if key not in mentioned and ref is not None:
                world.plan.missing.append(Missing(kind, key, ref.label))
                if kind == "candidate":
                    note_gone(world, key, ref)


def plan_hash(plan: Plan) -> str:
    """The SHA-256 of what a plan says it would do: equal for the same files and the same data."""
    said = {
        "changes": [
            [change.action.value, change.kind, change.key, change.label, change.fields]
            for change in plan.changes
        ],
        "refused": [str(refusal.problem) for refusal in plan.refusals],
        "missing": [[missing.kind, missing.key] for missing in plan.missing],
    }
    return sha256_hex(json.dumps(said, ensure_ascii=False).encode())
