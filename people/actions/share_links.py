"""Links that show one page without signing in: given, opened, taken back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils import timezone

from people.models import Person, ShareLink
from people.queries import today
from portfolio.kernel.errors import NotFound, Refused

TOKEN_BYTES: Final = 32
"""256 bits, so that guessing is hopeless at any speed."""
LONGEST_DAYS: Final = 366
OPENED_EVERY: Final = timedelta(minutes=1)
"""Being opened is noted this often at most; a link passed round must not become many writes."""


@dataclass(frozen=True)
class GivenLink:
    """The row, and the token that is told this once and kept nowhere."""

    link: ShareLink
    token: str


def share(by: Person | None, kind: str, subject_id: int, until: date, label: str = "") -> GivenLink:
    """A link to one thing that works to the end of the day `until`; at most a year ahead."""
    if until < today():
        raise Refused("This day is over already.", code="until_past", field="until")
    if until > today() + timedelta(days=LONGEST_DAYS):
        raise Refused("A link works for a year at most.", code="until_late", field="until")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = ShareLink.objects.create(
        kind=kind,
        subject_id=subject_id,
        token_hash=hashed(token),
        label=" ".join(label.split()),
        created_by=by,
        created_at=timezone.now(),
        expires_at=timezone.make_aware(datetime.combine(until + timedelta(days=1), time.min)),
    )
    return GivenLink(link, token)


def open_shared(token: str) -> ShareLink:
    """The link this token opens, noted as opened; `NotFound` says nothing about why it does not."""
    now = timezone.now()
    link = ShareLink.objects.open(now).filter(token_hash=hashed(token)).first()
    if link is None:
        raise NotFound("This link does not work any more.", code="link_closed")
    if link.opened_at is None or now - link.opened_at >= OPENED_EVERY:
        ShareLink.objects.filter(pk=link.pk).update(opened_at=now)
    return link


@transaction.atomic
def revoke(by: Person | None, link: ShareLink) -> bool:
    """Take the link back at once; whether that changed anything."""
    rows = ShareLink.objects.filter(pk=link.pk, revoked_at=None)
    return bool(rows.update(revoked_at=timezone.now(), revoked_by=by))


def hashed(token: str) -> str:
    """What is kept of a token; a random token needs no salt and no slow hash."""
    return sha256(token.encode()).hexdigest()
