"""People are told something, and mark it as read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from people.models import Notification, NotificationKind, Person
from portfolio.kernel.errors import NotFound

LONGEST = 400


@transaction.atomic
def notify(
    by: Person | None,
    persons: Iterable[Person],
    kind: NotificationKind,
    words: str,
    path: str,
    source: str,
) -> None:
    """Tell each of `persons` once, whatever is repeated: `source` names what it comes from.

    Whoever did it is not told of it, nor is anybody who has left. `path` is a page of ours.
    """
    told = {person.pk: person for person in persons if person.is_active and person != by}
    now, short = timezone.now(), words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    rows = [
        Notification(person=person, kind=kind, words=short, path=path, source=source, by=by, at=now)
        for _, person in sorted(told.items())
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def mark_read(by: Person, key: int) -> Notification:
    """Mark one of the person's own as read, once; raises `NotFound` for somebody else's."""
    row = Notification.objects.select_for_update().filter(person=by, pk=key).first()
    if row is None:
        raise NotFound("There is no such notification.", code="not_found")
    if row.read_at is None:
        row.read_at = timezone.now()
        row.save(update_fields=["read_at"])
    return row


@transaction.atomic
def mark_all_read(by: Person) -> int:
    """Mark all of the person's own as read; how many were not."""
    return Notification.objects.of(by).unread().update(read_at=timezone.now())
