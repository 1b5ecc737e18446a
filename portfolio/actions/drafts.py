"""Drafts begin, are reworded, talked about and put away."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from people.models import Person
from portfolio.kernel.errors import Conflict, Refused
from portfolio.models import Draft, DraftComment, DraftState


def create_draft(by: Person, *, name: str, note: str = "", is_shared: bool = False) -> Draft:
    """Begin a draft from the portfolio as it is."""
    return Draft.objects.create(
        name=name, note=note, is_shared=is_shared, made_by=by, base_taken_at=timezone.now()
    )


@transaction.atomic
def edit_draft(
    by: Person, draft: Draft, version: int, *, name: str, note: str, is_shared: bool
) -> Draft:
    """Reword or share a draft; raises `Conflict` when somebody saved since `version` was read."""
    locked = lock_draft(draft)
    if locked.version != version:
        raise Conflict(
            "Somebody changed this draft meanwhile.",
            code="stale_version",
            details={"version": locked.version},
        )
    if locked.is_shared and not is_shared and locked.made_by_id != by.pk:
        raise Refused(
            f"Only {locked.made_by.name} can make this draft private again.",
            code="not_yours",
            field="is_shared",
        )
    locked.name, locked.note, locked.is_shared = name, note, is_shared
    locked.version += 1
    locked.save()
    return locked


@transaction.atomic
def discard_draft(by: Person, draft: Draft) -> Draft:
    """Put a draft away; it stays readable. A second call changes nothing."""
    locked = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if locked.state == DraftState.OPEN:
        close_draft(by, locked, DraftState.DISCARDED)
    return locked


@transaction.atomic
def comment_on_draft(by: Person, draft: Draft, text: str) -> DraftComment:
    """Say something about a draft, open or closed."""
    return DraftComment.objects.create(draft=draft, by=by, at=timezone.now(), text=text.strip())


def lock_draft(draft: Draft) -> Draft:
    """The draft's row, held to the end of the transaction; raises `Refused` when it is closed."""
    locked = Draft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if locked.state != DraftState.OPEN:
        raise Refused(
            f"This draft is {DraftState(locked.state).label.lower()} and changes no more.",
            code="draft_closed",
        )
    return locked


def close_draft(by: Person, locked: Draft, state: DraftState) -> None:
    """Write the draft's end; the caller holds its row."""
    locked.state, locked.closed_at, locked.closed_by = state, timezone.now(), by
    locked.version += 1
    locked.save()


def touch_draft(locked: Draft) -> None:
    """Count one more change of what the draft holds."""
    locked.version += 1
    locked.save(update_fields=["version"])
