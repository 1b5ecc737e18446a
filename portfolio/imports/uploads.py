"""Imports through the pages: the files wait in the database until their plan is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from people.models import Person
from portfolio.imports.batches import PlanChanged, apply_batch
from portfolio.imports.lines import keep_lines, summarise
from portfolio.imports.planning import make_plan, plan_hash
from portfolio.imports.profiles import Profile, parse_profile
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.tabular.values import Source
from portfolio.models import BatchState, ImportBatch, ImportFile, ImportProfile

QUICK_BYTES = 200_000
"""Files up to this size are planned while the person waits."""
QUICK_LINES = 2_000
"""Plans up to this size are carried out while the person waits."""
ATTEMPTS = 5
PATIENCE = timedelta(seconds=55)


@transaction.atomic
def upload(by: Person, profile: Profile, sources: Sequence[Source]) -> ImportBatch:
    """Keep the files with the profile as it stands; the plan is made next."""
    batch = ImportBatch.objects.create(
        profile_name=profile.name,
        profile_text=profile.text,
        source=profile.namespace,
        files=[{"name": s.name, "bytes": len(s.content)} for s in sources],
        size=sum(len(s.content) for s in sources),
        created_by=by,
    )
    ImportFile.objects.bulk_create(
        ImportFile(batch=batch, name=s.name, content=s.content) for s in sources
    )
    return batch


@transaction.atomic
def keep_profile(by: Person, profile: Profile) -> ImportProfile:
    """Keep a profile here under its name; a changed text is its next version."""
    kept, is_new = ImportProfile.objects.select_for_update().get_or_create(
        name=profile.name,
        defaults={"title": profile.title, "text": profile.text, "changed_by": by},
    )
    if not is_new and kept.text != profile.text:
        kept.title, kept.text, kept.changed_by = profile.title, profile.text, by
        kept.version += 1
        kept.save()
    return kept


def plan_batch(pk: int) -> ImportBatch | None:
    """Plan a waiting batch. Attempts are counted first, so a file that kills workers stops."""
    _count_attempt(pk)
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().filter(pk=pk).first()
        if batch is None or batch.state != BatchState.WAITING:
            return batch
        if batch.attempts > ATTEMPTS:
            batch.state = BatchState.FAILED
            batch.message = f"The files could not be read in {ATTEMPTS} attempts."
            batch.save()
            return batch
        plan = make_plan(parse_profile(batch.profile_text), sources_of(batch))
        keep_lines(batch, plan)
        batch.plan_hash, batch.summary = plan_hash(plan), summarise(plan)
        batch.state, batch.planned_at = BatchState.PLANNED, timezone.now()
        batch.save()
    return batch


@transaction.atomic
def plan_again(by: Person, batch: ImportBatch) -> ImportBatch:
    """Have the plan made anew from the kept files, because the data may have changed."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in (BatchState.PLANNED, BatchState.FAILED):
        raise Refused("Only a plan that isn't carried out can be made again.", code="not_planned")
    batch.state, batch.attempts, batch.message = BatchState.WAITING, 0, ""
    batch.save(update_fields=["state", "attempts", "message"])
    return batch


@transaction.atomic
def confirm(by: Person, batch: ImportBatch, seen: str) -> ImportBatch:
    """Accept the plan the person looked at (`seen` is its hash); it is carried out next."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state in (BatchState.APPLYING, BatchState.APPLIED):
        return batch
    if batch.state != BatchState.PLANNED:
        raise Refused("Only a planned import can be carried out.", code="not_planned")
    if batch.plan_hash != seen:
        raise PlanChanged("The plan was made again meanwhile. Look at it first.", code="stale_plan")
    batch.state, batch.applied_by, batch.attempts = BatchState.APPLYING, by, 0
    batch.save(update_fields=["state", "applied_by", "attempts"])
    return batch


def apply_confirmed(pk: int) -> ImportBatch | None:
    """Carry a confirmed batch out; where the data changed, the new plan is shown instead."""
    _count_attempt(pk)
    batch = ImportBatch.objects.select_related("applied_by").filter(pk=pk).first()
    if batch is None or batch.state != BatchState.APPLYING or batch.applied_by is None:
        return batch
    if batch.attempts > ATTEMPTS:
        return _back_to_waiting(pk, f"It could not be carried out in {ATTEMPTS} attempts.")
    try:
        profile = parse_profile(batch.profile_text)
        return apply_batch(batch.applied_by, batch, profile, sources_of(batch))
    except Conflict as changed:  # another plan by now, or a product that moved meanwhile
        return _back_to_waiting(pk, changed.message)


def _back_to_waiting(pk: int, message: str) -> ImportBatch | None:
    ImportBatch.objects.filter(pk=pk, state=BatchState.APPLYING).update(
        state=BatchState.WAITING, applied_by=None, attempts=0, message=message
    )
    return plan_batch(pk)


@transaction.atomic
def leave(by: Person, batch: ImportBatch) -> ImportBatch:
    """Leave without importing: the files go, the line in the list stays."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == BatchState.DISCARDED:
        return batch
    if batch.state in (BatchState.APPLYING, BatchState.APPLIED, BatchState.UNDONE):
        raise Refused("It is carried out already; undo it instead.", code="applied")
    batch.state = BatchState.DISCARDED
    batch.save(update_fields=["state"])
    batch.uploads.all().delete()
    return batch


def sources_of(batch: ImportBatch) -> list[Source]:
    """The kept files."""
    return [Source(file.name, bytes(file.content)) for file in batch.uploads.all()]


def due_batches() -> tuple[list[int], list[int]]:
    """Batches whose plan, and whose writing, is due for longer than a message takes."""
    before = timezone.now() - PATIENCE
    old = ImportBatch.objects.filter(created_at__lt=before)
    waiting = old.filter(state=BatchState.WAITING).values_list("pk", flat=True)
    applying = old.filter(state=BatchState.APPLYING).values_list("pk", flat=True)
    return list(waiting[:100]), list(applying[:100])


def _count_attempt(pk: int) -> None:
    due = [BatchState.WAITING, BatchState.APPLYING]
    ImportBatch.objects.filter(pk=pk, state__in=due).update(attempts=F("attempts") + 1)
