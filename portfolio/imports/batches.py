"""The verbs of an import: apply a plan in one transaction, take it back in another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from backlogs.imports import note_new_items
from metrics.actions.feeds import remake_feeds
from metrics.actions.rollups import refresh_rollups
from metrics.actions.scores import refresh_scores_of_metrics
from people.models import Person
from people.queries import organisation
from portfolio.imports.execution import Record, carry_out
from portfolio.imports.lines import keep_lines, summarise
from portfolio.imports.planning import make_plan, plan_hash
from portfolio.imports.profiles import Profile
from portfolio.imports.undoing import check_untouched, hold_lists, take_back
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.importing import Plan
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.tabular.values import Limits, Source
from portfolio.models import BatchState, ImportBatch
from products.actions.likenesses import forget_suggestions
from products.models import Cluster

LOCK = 7_201_142
"""The advisory lock that lets one import write at a time."""


class PlanChanged(Conflict):
    """The data changed since the plan was made; nothing was written."""


@transaction.atomic
def apply_files(
    by: Person | None,
    profile: Profile,
    sources: Sequence[Source],
    limits: Limits | None = None,
    *,
    all_or_nothing: bool = False,
) -> tuple[ImportBatch | None, Plan]:
    """Plan and apply in one transaction; no batch where there is nothing to write."""
    _take_turn()
    plan = make_plan(profile, sources, limits, by_id=by.pk if by else None, lock=True)
    blocked = all_or_nothing and plan.refusals
    if blocked or not any(change.operations for change in plan.changes):
        return None, plan
    batch = ImportBatch.objects.create(
        profile_name=profile.name,
        profile_text=profile.text,
        source=profile.namespace,
        files=[{"name": s.name, "bytes": len(s.content)} for s in sources],
        created_by=by,
        planned_at=timezone.now(),
    )
    return _apply(by, batch, plan), plan


@transaction.atomic
def apply_batch(
    by: Person, batch: ImportBatch, profile: Profile, sources: Sequence[Source]
) -> ImportBatch:
    """Apply a plan somebody looked at. Raises PlanChanged when it would be another one by now."""
    _take_turn()
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.APPLIED:
        return batch
    if batch.state not in (BatchState.PLANNED, BatchState.APPLYING):
        raise Refused("Only a planned import can be carried out.", code="not_planned")
    plan = make_plan(profile, sources, by_id=by.pk, lock=True)
    if plan_hash(plan) != batch.plan_hash:
        raise PlanChanged(
            "The data changed since this plan was made. Look at the new plan first.",
            code="plan_changed",
        )
    return _apply(by, batch, plan)


@transaction.atomic
def undo_batch(by: Person | None, batch: ImportBatch) -> ImportBatch:
    """Take an applied import back, as long as nothing built on it; a repeat changes nothing."""
    _take_turn()
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.UNDONE:
        return batch
    if batch.state != BatchState.APPLIED:
        raise Refused("Only an import that was carried out can be undone.", code="not_applied")
    written = list(batch.written.order_by("position"))
    hold_lists(written)
    forget_suggestions({r.object_id for r in written if r.model == "products.Candidate"})
    check_untouched(batch, written)
    take_back(batch, written)
    _refresh(
        {"model": record.model, "is_new": record.is_new, "after": record.after}
        for record in written
    )
    batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, timezone.now(), by
    batch.save(update_fields=["state", "undone_at", "undone_by"])
    return batch


def _take_turn() -> None:
    """Wait for a running import. References are checked piece by piece, not all at the commit:
    a hundred thousand checks there take longer than the database may stay silent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        # Scores of a large history take Python longer than a transaction may usually be silent.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '5min'")


def _apply(by: Person | None, batch: ImportBatch, plan: Plan) -> ImportBatch:
    written = carry_out(batch, plan.changes)
    keep_lines(batch, plan)
    _refresh(written)
    batch.state = BatchState.APPLIED
    batch.applied_at, batch.applied_by = timezone.now(), by
    batch.plan_hash, batch.summary = plan_hash(plan), summarise(plan)
    batch.save()
    batch.uploads.all().delete()
    return batch


def _refresh(written: Iterable[Record]) -> None:
    """Bring what is derived up to date: quarter roll-ups, scores, versions of lists."""
    records = list(written)
    _note_items(records)
    _note_events(records)
    measured = [
        (record["after"]["metric_id"], date.fromisoformat(record["after"]["measured_on"]))
        for record in records
        if record["model"] == "metrics.Measurement" and record["is_new"]
    ]
    if measured:
        first_month = organisation().first_month
        days = [day for _, day in measured]
        first, last = Quarter.of(min(days), first_month), Quarter.of(max(days), first_month)
        refresh_rollups({metric for metric, _ in measured}, first.start, last.end)
    aimed = [
        (record["after"]["metric_id"], date.fromisoformat(record["after"]["period"]["from"]))
        for record in records
        if record["model"] == "metrics.MetricTarget" and record["is_new"]
    ]
    touched = [*measured, *aimed]
    if touched:
        metrics = {metric for metric, _ in touched}
        refresh_scores_of_metrics(metrics, min(day for _, day in touched))


def _note_events(records: list[Record]) -> None:
    """Undoing takes events away that nothing else would tell of: their figures are made anew."""
    products = {
        record["after"].get("product_id")
        for record in records
        if record["model"] in ("metrics.Ticket", "metrics.AvailabilityCheck", "metrics.UsageDay")
    }
    remake_feeds(products - {None})


def _note_items(records: list[Record]) -> None:
    clusters = {
        record["after"]["cluster_id"]
        for record in records
        if record["model"] == "backlogs.Item" and record["is_new"]
    }
    note_new_items(list(Cluster.objects.filter(pk__in=clusters).values_list("pk", flat=True)))
