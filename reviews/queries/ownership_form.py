"""The form that proposes somebody as accountable: who fits, and both loads before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day, person_mark
from portfolio.kernel.moments import Moment
from products.models import Cluster
from products.queries.owners import current_owner
from products.queries.promises import promise_of
from reviews.queries.links import CLUSTER, owner_url
from reviews.queries.load_change import LoadRow, holding_of, load_rows
from reviews.queries.owner_picker import OwnerPicker, owner_picker
from reviews.values import Holding


@dataclass(frozen=True)
class Wanted:
    """Whom the reader thinks of, from when, and what they searched for."""

    taker: Person | None = None
    on: date | None = None
    q: str = ""


@dataclass(frozen=True)
class OwnershipPage:
    """The cluster, its owner now, what is agreed or asked already, and what the change would do."""

    cluster: Cluster
    cluster_url: str
    url: str
    owner: Person | None
    owner_mark: SafeString
    taker: Person | None
    on: date
    rows: list[LoadRow]
    caution: str
    holds: str
    picker: OwnerPicker
    waits: str
    waits_url: str


def ownership_form_page(slug: str, moment: Moment, wanted: Wanted) -> OwnershipPage:
    """The page before or after somebody was chosen. Raises `NotFound`."""
    cluster = Cluster.objects.on(moment.on).filter(slug=slug).first()
    if cluster is None:
        raise NotFound("There is no such cluster.", code="cluster_unknown")
    owner, taker = current_owner(cluster, moment.on), wanted.taker
    on = max(wanted.on or moment.on, moment.on)
    holding = holding_of(cluster, moment.on)
    rows = load_rows(holding, owner, taker, on, moment) if taker and taker != owner else []
    beyond = any(row.goes_beyond for row in rows)
    waits, waits_url = _waits(cluster, moment)
    return OwnershipPage(
        cluster=cluster,
        cluster_url=CLUSTER.format(slug),
        url=reverse("reviews:ownership-form", args=[slug]),
        owner=owner,
        owner_mark=person_mark(
            owner.name if owner else "", owner_url(owner.slug, moment) if owner else ""
        ),
        taker=taker,
        on=on,
        rows=rows,
        caution=f"{taker.name} would be beyond the rule." if beyond and taker else "",
        holds=_holds(holding),
        picker=owner_picker(cluster, on, moment.on, wanted.q, taker.slug if taker else ""),
        waits=waits,
        waits_url=waits_url,
    )


def _holds(holding: Holding) -> str:
    return "; ".join(
        f"{product.name}, {'active' if product.is_active else 'stable'}"
        for product in holding.products
        if product.counts
    )


def _waits(cluster: Cluster, moment: Moment) -> tuple[str, str]:
    """What is asked or agreed already and stands in the way of another proposal."""
    promise = promise_of(cluster.pk, moment.on)
    if moment.is_past:
        return "", ""
    if promise.handover is not None:
        url = reverse("reviews:handover-detail", args=[promise.handover])
        words = f"{promise.taker} was asked to take over on {day(promise.effective_on)}."
        return words, url
    if promise.planned is not None and promise.planned_on is not None:
        agreed = cluster.handovers.filter(  # type: ignore[attr-defined]
            state="accepted", effective_on=promise.planned_on
        ).first()
        url = reverse("reviews:handover-detail", args=[agreed.pk]) if agreed else ""
        return f"{promise.planned} takes over on {day(promise.planned_on)}.", url
    return "", ""
