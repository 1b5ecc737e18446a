"""People are told something, and mark it as read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from people.models import MailRefusal, Notification, NotificationKind, Person
from portfolio.kernel.errors import NotFound

LONGEST = 400


@dataclass(frozen=True)
class Notice:
    """What to tell whom: `path` is a page of ours, `source` names what the sentence comes from."""

    persons: Sequence[Person]
    kind: NotificationKind
    words: str
    path: str
    source: str
    at: datetime | None = None


def notify(
    by: Person | None,
    persons: Iterable[Person],
    kind: NotificationKind,
    words: str,
    path: str,
    source: str,
) -> None:
    """Tell each of `persons` one sentence; see `notify_all`."""
    notify_all(by, [Notice(tuple(persons), kind, words, path, source)])


def notify_all(by: Person | None, notices: Iterable[Notice]) -> None:
    """Tell everybody everything in one statement: each person once per source, however repeated.

    Whoever did it is not told of it, nor is anybody who has left.
    """
    now = timezone.now()
    rows = [
        Notification(
            person=person,
            kind=notice.kind,
            words=_short(notice.words),
            path=notice.path,
            source=notice.source,
            by=by,
            at=notice.at or now,
        )
        for notice in notices
        for person in sorted(set(notice.persons), key=lambda person: person.pk)
        if person.is_active and person != by
    ]
    if rows:
        Notification.objects.bulk_create(rows, ignore_conflicts=True)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


@transaction.atomic
def mark_read(by: Person, key: int) -> Notification:
    """Mark one of the person's own as read, once; raises `NotFound` for somebody else's."""
    row = Notification.objects.select_for_update(of=("self",)).filter(person=by, pk=key).first()
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


@transaction.atomic
def choose_mail(by: Person, *, wanted: bool) -> None:
    """Whether the person is written to by e-mail too; the same again changes nothing."""
    if wanted:
        MailRefusal.objects.filter(person=by).delete()
    else:
        MailRefusal.objects.get_or_create(person=by, defaults={"at": timezone.now()})
