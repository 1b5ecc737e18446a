"""Access tokens are issued, used and revoked; answers are kept for what is sent twice."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from people.models import AccessToken, KeptAnswer, Person
from people.values import Scope
from portfolio.kernel.errors import Refused

MARK = "alm_"
SHOWN = len(MARK) + 6
LONGEST_DAYS = 366
KEPT_DAYS = 7
USE_NOTED_S = 60


@transaction.atomic
def issue_token(
    by: Person, person: Person, *, name: str, scope: str, last_day: date
) -> tuple[AccessToken, str]:
    """A token that works to the end of `last_day`, and its text, which is kept nowhere.

    Raises `Refused` for somebody who has left, and for a day gone by or over a year away.
    """
    if not person.is_active:
        raise Refused(f"{person.name} has left.", code="person_left", field="person")
    today = timezone.localdate()
    if not today <= last_day <= today + timedelta(days=LONGEST_DAYS):
        raise Refused(
            "A token lasts at least today and at most a year.", code="day_odd", field="last_day"
        )
    text = MARK + secrets.token_urlsafe(32)
    ends = datetime.combine(last_day + timedelta(days=1), time.min)
    token = AccessToken.objects.create(
        person=person,
        name=name,
        scope=Scope(scope),
        prefix=text[:SHOWN],
        digest=digest_of(text),
        created_by=by,
        expires_at=timezone.make_aware(ends),
    )
    return token, text


@transaction.atomic
def revoke_token(by: Person, token: AccessToken) -> AccessToken:
    """The token opens nothing from now on; harmless when it is revoked already."""
    locked = AccessToken.objects.select_for_update(no_key=True).get(pk=token.pk)
    if locked.revoked_at is None:
        locked.revoked_at = timezone.now()
        locked.save(update_fields=["revoked_at"])
    return locked


def use_token(text: str) -> AccessToken | None:
    """The living token with this text, its person still here; its use is noted once a minute."""
    token = AccessToken.objects.select_related("person").filter(digest=digest_of(text)).first()
    now = timezone.now()
    if token is None or not token.is_alive(now) or not token.person.is_active:
        return None
    noted = token.last_used_at
    if noted is None or (now - noted).total_seconds() > USE_NOTED_S:
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token


def digest_of(text: str) -> str:
    """What is kept of a token, and of a request."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True)
class Given:
    """An answer as it is kept."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def keep_answer(by: Person, key: str, digest: str, act: Callable[[], Given]) -> Given:
    """Run `act` and keep what it answers, or give what it answered under this key before.

    Who sends the same key meanwhile waits for the row. When `act` raises, nothing is kept. Raises
    `Refused` for a key that was used for something else.
    """
    row, is_new = KeptAnswer.objects.get_or_create(person=by, key=key, defaults={"digest": digest})
    if not is_new:
        if row.digest != digest:
            raise Refused(
                "This key was used for another request. Take a new one for a new act.",
                code="key_reused",
                field="Idempotency-Key",
            )
        return Given(row.status, row.body, row.headers)
    given = act()
    row.status, row.body, row.headers = given.status, given.body, given.headers
    row.save(update_fields=["status", "body", "headers"])
    return given


def forget_answers(before: datetime) -> int:
    """Remove the answers kept before a time; returns how many."""
    removed, _ = KeptAnswer.objects.filter(created_at__lt=before).delete()
    return removed
