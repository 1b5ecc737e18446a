"""The form that makes somebody accountable: both people's load before and after."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import person_mark, status_mark
from portfolio.kernel.moments import Moment
from products.models import Cluster
from reviews.actions.ownership import current_owner
from reviews.calculations.assignment import hand_over
from reviews.queries.links import CLUSTER, owner_url
from reviews.queries.load import carried_on, holdings_of_clusters, load_policy_on
from reviews.queries.owner_ways import load_chart
from reviews.values import Holding, LoadChange, LoadPolicy


@dataclass(frozen=True)
class LoadRow:
    """One person's load before and after."""

    person: SafeString
    before: SafeString
    before_level: SafeString
    after: SafeString
    after_level: SafeString
    sentence: str
    goes_beyond: bool


@dataclass(frozen=True)
class OwnershipPage:
    """The cluster, its owner now, and what the change would do."""

    cluster: Cluster
    cluster_url: str
    url: str
    owner: Person | None
    owner_mark: SafeString
    taker: Person | None
    rows: list[LoadRow]
    caution: str
    holds: str


def ownership_form_page(slug: str, moment: Moment, taker: Person | None) -> OwnershipPage:
    """The page before (no `taker`) or after somebody was chosen. Raises `NotFound`."""
    cluster = Cluster.objects.on(moment.on).filter(slug=slug).first()
    if cluster is None:
        raise NotFound("There is no such cluster.", code="cluster_unknown")
    owner = current_owner(cluster, moment.on)
    held = holdings_of_clusters([cluster.pk], moment.on).get(cluster.pk)
    holding = held or Holding(cluster.pk, cluster.name, ())
    rows = _rows(holding, owner, taker, moment) if taker is not None and taker != owner else []
    beyond = [row for row in rows if row.goes_beyond]
    return OwnershipPage(
        cluster=cluster,
        cluster_url=CLUSTER.format(slug),
        url=reverse("reviews:ownership-form", args=[slug]),
        owner=owner,
        owner_mark=person_mark(
            owner.name if owner else "", owner_url(owner.slug, moment) if owner else ""
        ),
        taker=taker,
        rows=rows,
        caution=f"{taker.name} would be beyond the rule." if beyond and taker else "",
        holds="; ".join(
            f"{product.name}, {'active' if product.is_active else 'stable'}"
            for product in holding.products
            if product.counts
        ),
    )


def _rows(holding: Holding, owner: Person | None, taker: Person, moment: Moment) -> list[LoadRow]:
    policy = load_policy_on(moment.on)
    people = [taker.pk, *([owner.pk] if owner else [])]
    carried = carried_on(moment.on, people)
    giver = carried[owner.pk].holdings if owner else None
    change = hand_over(holding, giver, carried[taker.pk].holdings, policy)
    rows = [_row(taker, change.taker, policy, moment)]
    if owner is not None and change.giver is not None:
        rows.append(_row(owner, change.giver, policy, moment))
    return rows


def _row(person: Person, change: LoadChange, policy: LoadPolicy, moment: Moment) -> LoadRow:
    return LoadRow(
        person=person_mark(person.name, owner_url(person.slug, moment)),
        before=load_chart(change.before, policy),
        before_level=status_mark(change.before.level.value),
        after=load_chart(change.after, policy),
        after_level=status_mark(change.after.level.value),
        sentence=change.after.sentence,
        goes_beyond=change.after.level.is_beyond and change.is_heavier,
    )
