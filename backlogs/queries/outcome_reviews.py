"""One review of an item's outcome: what was expected, what came, and what was said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from backlogs.models import Item, OutcomeReview, StateEvent
from backlogs.queries.addresses import at_of
from backlogs.queries.clock import ends
from backlogs.values import ItemState, Reference
from backlogs.values.verdicts import REVIEW_DAYS, Gap, Verdict
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import brief, plain, with_unit

TONES: Final = {
    Verdict.ACHIEVED: "ok",
    Verdict.PARTLY: "full",
    Verdict.NO_EFFECT: "watch",
    Verdict.WORSE: "risk",
    Verdict.UNKNOWN: "none",
}
"""Verdict → the tone of its mark."""


@dataclass(frozen=True)
class ReviewLine:
    """A review in a list: the mark, when it was due, whether somebody looked."""

    url: str
    mark: SafeString
    words: str
    note: str


def verdict_at(row: OutcomeReview, moment: Moment) -> Verdict:
    """The verdict that held at the moment: the computed one until somebody had looked."""
    return Verdict(row.said_verdict) if is_looked_at(row, moment) else Verdict(row.verdict)


def is_looked_at(row: OutcomeReview, moment: Moment) -> bool:
    """Whether somebody had looked by the moment."""
    return row.said_at is not None and timezone.localdate(row.said_at) <= moment.on


def find_review(item: Item, days: int, moment: Moment) -> OutcomeReview:
    """The newest review of the item after so many days; raises `NotFound` before it is due."""
    rows = OutcomeReview.objects.filter(item=item, days=days, due_on__lte=moment.on)
    found = rows.select_related("said_by", "policy", "metric__product").order_by("-shipped_on")
    row = found.first()
    if row is None:
        raise NotFound("There is no such review, or it is not due yet.", code="not_found")
    return row


def review_lines(item: Item, reference: str, moment: Moment) -> tuple[ReviewLine, ...]:
    """The reviews of the item due by the moment, those of its newest shipping."""
    rows = OutcomeReview.objects.filter(item=item, due_on__lte=moment.on)
    found = list(rows.order_by("-shipped_on", "days"))
    return tuple(_line(row, reference, moment) for row in found if _is_newest(row, found))


def open_reviews(cluster_ids: Collection[int], moment: Moment) -> QuerySet[OutcomeReview]:
    """Reviews of what the clusters hold that nobody had looked at by the moment, newest first.

    One an item, the newest, of its newest shipping; those that came due half a year ago and more
    are left to the lists.
    """
    shipped = StateEvent.objects.filter(item=OuterRef("item"), to_state=ItemState.SHIPPED)
    due = Q(due_on__lte=moment.on, due_on__gt=moment.on - timedelta(days=REVIEW_DAYS[-1]))
    newer = OutcomeReview.objects.filter(
        item=OuterRef("item"), due_on__lte=moment.on, due_on__gt=OuterRef("due_on")
    )
    unseen = Q(said_at__isnull=True) | Q(said_at__gte=ends(moment.on))
    return (
        OutcomeReview.objects.filter(due, unseen, item__cluster_id__in=cluster_ids)
        .filter(item__state=ItemState.SHIPPED)
        .filter(~Exists(shipped.filter(at__date__gt=OuterRef("shipped_on"))), ~Exists(newer))
        .select_related("item__product")
        .order_by("-due_on", "pk")
    )


def _is_newest(row: OutcomeReview, rows: Iterable[OutcomeReview]) -> bool:
    return row.shipped_on == max(one.shipped_on for one in rows)


def _line(row: OutcomeReview, reference: str, moment: Moment) -> ReviewLine:
    unseen = "" if is_looked_at(row, moment) else ", nobody has looked yet"
    return ReviewLine(
        url=review_url(reference, row.days) + at_of(moment),
        mark=verdict_mark(verdict_at(row, moment)),
        words=f"{row.days} days after shipping{unseen}",
        note=way_words(row) or (Gap(row.gap).label if row.gap else ""),
    )


def verdict_mark(verdict: Verdict) -> SafeString:
    """Shape, word and colour of a verdict."""
    return status_mark(TONES[verdict], verdict.label)


def way_words(row: OutcomeReview) -> str:
    """`from 62 % to 71 %, 80 % expected`; nothing where either side was not measured."""
    if row.before is None or row.after is None or row.expected is None:
        return ""
    return (
        f"from {written(row.before, '')} to {written(row.after, row.unit)}, "
        f"{written(row.expected, row.unit)} expected"
    )


def written(value: Decimal | None, unit: str) -> str:
    """A value at a glance."""
    return "not measured" if value is None else with_unit(brief(plain(value)), unit)


def review_url(reference: str, days: int) -> str:
    """The address of a review."""
    return reverse("backlogs:item-outcome-review", args=[Reference.parse(reference), days])
