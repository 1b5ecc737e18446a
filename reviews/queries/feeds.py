"""Calendar feeds: who may have which, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils import timezone

from people.models import Person, ShareLink
from people.permissions import sees_everything
from people.queries import organisation
from portfolio.kernel.errors import NotFound
from products.permissions import belonging
from reviews.calculations.entries import calendar_bytes
from reviews.models import Meeting
from reviews.queries.letters import agenda_of, entry_of
from reviews.queries.review_calendar import meetings_of

CALENDAR_OWN: Final = "calendar-own"
CALENDAR_ALL: Final = "calendar-all"
KINDS: Final = {CALENDAR_OWN: "My reviews", CALENDAR_ALL: "All reviews"}
KEPT: Final = timedelta(days=366)


@dataclass(frozen=True)
class FeedRow:
    """One feed of the person."""

    what: str
    label: str
    made_on: date
    until: date
    opened_at: datetime | None
    revocation: str


def feeds_of(person: Person) -> list[FeedRow]:
    """The feeds of the person that still work, newest first."""
    links = ShareLink.objects.open(timezone.now()).filter(
        kind__in=KINDS, subject_id=person.pk, created_by=person
    )
    return [
        FeedRow(
            what=KINDS[link.kind],
            label=link.label,
            made_on=timezone.localdate(link.created_at),
            until=timezone.localdate(link.expires_at - timedelta(microseconds=1)),
            opened_at=link.opened_at,
            revocation=reverse("reviews:feed-revocation", args=[link.pk]),
        )
        for link in links.order_by("-created_at", "-pk")
    ]


def own_feed(person: Person, key: int) -> ShareLink:
    """A feed of the person's own; `NotFound` for any other link."""
    link = ShareLink.objects.filter(pk=key, kind__in=KINDS, subject_id=person.pk).first()
    if link is None:
        raise NotFound("There is nothing at this address.", code="not_found")
    return link


def feed_bytes(link: ShareLink) -> bytes:
    """What a calendar program gets, as its person may see it now.

    `NotFound` when the person has left, or may no longer see every review.
    """
    person = link.created_by
    is_all = link.kind == CALENDAR_ALL
    if link.kind not in KINDS or person is None or not person.is_active:
        raise NotFound("This link does not work any more.", code="link_closed")
    if is_all and not sees_everything(person):
        raise NotFound("This link does not work any more.", code="link_closed")
    rows = Meeting.objects.all() if is_all else meetings_of(person, belonging(person).owned)
    meetings = (
        rows.filter(starts_at__gte=timezone.now() - KEPT)
        .select_related("facilitator")
        .prefetch_related("topics__cluster")
    )
    entries = [entry_of(one, agenda_of(one)) for one in meetings.order_by("starts_at", "pk")]
    return calendar_bytes(f"{KINDS[link.kind]}, {organisation().name}", entries)
