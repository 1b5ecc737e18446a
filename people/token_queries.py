"""Reading access tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from people.models import AccessToken, Person
from people.queries import PER_PAGE
from people.values import Scope


@dataclass(frozen=True)
class TokenRow:
    """One access token as people see it: never its text."""

    pk: int
    name: str
    prefix: str
    person: str
    scope: str
    created_on: date
    last_day: date
    last_used_at: datetime | None
    state: str
    is_alive: bool


@dataclass(frozen=True)
class TokenListPage:
    """Tokens, a page of them, and how many there are."""

    rows: list[TokenRow]
    pager: Page[Any]
    total: int


def token_list_page(number: str) -> TokenListPage:
    """Everybody's tokens, newest first, the dead ones among them."""
    tokens = AccessToken.objects.select_related("person")
    pager = Paginator(tokens, PER_PAGE).get_page(number)
    return TokenListPage([_token(token) for token in pager], pager, pager.paginator.count)


def tokens_of(person: Person) -> list[TokenRow]:
    """The person's own tokens that still work."""
    tokens = AccessToken.objects.select_related("person").filter(person=person)
    return [row for row in map(_token, tokens) if row.is_alive]


def _token(token: AccessToken) -> TokenRow:
    is_alive = token.is_alive(timezone.now()) and token.person.is_active
    state = "works" if is_alive else "revoked" if token.revoked_at else "expired"
    if state == "expired" and not token.person.is_active:
        state = "its person has left"
    return TokenRow(
        pk=token.pk,
        name=token.name,
        prefix=f"{token.prefix}…",
        person=token.person.name,
        scope=Scope(token.scope).label,
        created_on=timezone.localdate(token.created_at),
        last_day=timezone.localdate(token.expires_at) - timedelta(days=1),
        last_used_at=token.last_used_at,
        state=state,
        is_alive=is_alive,
    )
