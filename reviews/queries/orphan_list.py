"""Clusters nobody answers for, with how much their products matter, the most used first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.marks import day, stage_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from products.models import Dependency, Handover, Placement, ProductUser, StagePeriod
from products.queries import policy_on
from products.values import Stage
from products.values.ownership import HandoverState
from reviews.queries.links import CLUSTER, PRODUCT, with_moment
from reviews.rules import orphan
from reviews.rules.finding import Finding, Scope


@dataclass(frozen=True)
class OrphanProduct:
    """A product nobody answers for; `daily` is None where nobody counted."""

    name: str
    url: str
    stage: str
    daily: int | None
    users: int
    dependents: int


@dataclass(frozen=True)
class OrphanRow:
    """A cluster without an accountable owner and the next step."""

    name: str
    url: str
    since: str
    before: str
    products: list[OrphanProduct]
    asked: str
    act: str
    act_url: str


@dataclass(frozen=True)
class OrphanListPage:
    """Ready values for `reviews/orphan_list.html`."""

    rows: list[OrphanRow]
    summary: str


def orphan_list_page(moment: Moment, reader: Person) -> OrphanListPage:
    """The orphans of the day, whose products people use most first; nine statements in all."""
    found = orphan.find(Scope(moment.on, policy_on(moment.on)))
    pks = [one.subject_id for one in found]
    products, asked = _products(pks, moment), {} if moment.is_past else _asked(pks)
    ordered = sorted(found, key=lambda one: (-_weight(products[one.subject_id]), one.since))
    rows = [
        _row(one, products[one.subject_id], asked.get(one.subject_id), moment, reader)
        for one in ordered
    ]
    count = sum(len(row.products) for row in rows)
    words = f"{counted(len(rows), 'cluster')} with {counted(count, 'product')}" if rows else ""
    return OrphanListPage(rows, words)


def _weight(products: list[OrphanProduct]) -> int:
    """People who would notice: daily users, or the users named where nobody counted."""
    return sum((one.daily or 0) + one.users + one.dependents for one in products)


def _products(cluster_ids: Collection[int], moment: Moment) -> dict[int, list[OrphanProduct]]:
    placed = list(
        Placement.objects.on(moment.on)
        .filter(cluster_id__in=cluster_ids)
        .select_related("product")
        .order_by("product__name")
    )
    pks = [row.product_id for row in placed]
    stages = dict(
        StagePeriod.objects.on(moment.on)
        .filter(product_id__in=pks)
        .values_list("product_id", "stage")
    )
    users = dict(
        ProductUser.objects.filter(product_id__in=pks)
        .values_list("product_id")
        .annotate(people=Sum("headcount"))
    )
    needed = dict(
        Dependency.objects.filter(needs_id__in=pks).values_list("needs_id").annotate(n=Count("pk"))
    )
    found: dict[int, list[OrphanProduct]] = defaultdict(list)
    for row in placed:
        stage = stages.get(row.product_id, "")
        if stage == Stage.RETIRED:
            continue
        found[row.cluster_id].append(
            OrphanProduct(
                name=row.product.name,
                url=with_moment(PRODUCT.format(row.product.slug), moment),
                stage=stage_mark(stage),
                daily=row.product.daily_users,
                users=users.get(row.product_id) or 0,
                dependents=needed.get(row.product_id, 0),
            )
        )
    return found


def _asked(cluster_ids: Collection[int]) -> dict[int, Handover]:
    """Who was asked to take over already, by cluster."""
    rows = Handover.objects.filter(cluster_id__in=cluster_ids, state=HandoverState.PROPOSED)
    return {row.cluster_id: row for row in rows.select_related("taker")}


def _row(
    finding: Finding,
    products: list[OrphanProduct],
    asked: Handover | None,
    moment: Moment,
    reader: Person,
) -> OrphanRow:
    last: Any = finding.evidence["last_owner_name"]
    act, act_url = "", ""
    if asked is not None:
        act, act_url = "See the proposal", reverse("reviews:handover-detail", args=[asked.pk])
    elif is_leadership(reader) and not moment.is_past:
        act = "Propose an owner"
        act_url = reverse("reviews:ownership-form", args=[finding.subject_slug])
    return OrphanRow(
        name=finding.subject_name,
        url=with_moment(CLUSTER.format(finding.subject_slug), moment),
        since=day(finding.since),
        before=f"{last} before" if last else "never had one",
        products=products,
        asked=f"{asked.taker.name} was asked" if asked else "",
        act=act,
        act_url=act_url,
    )
