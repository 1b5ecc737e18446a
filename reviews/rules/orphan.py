"""Orphan: a cluster in use without a current owner, or whose owner has left (DOMAIN 1)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from people.queries import organisation
from portfolio.kernel.marks import day as day_text
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from products.models import Cluster, Ownership, Placement, StagePeriod
from products.values import Stage
from reviews.models.warning import Severity
from reviews.rules.finding import Finding, NextStep, Scope, Subject, WarningRule
from reviews.values.warnings import Audience

KEY = "orphan"


@dataclass(frozen=True)
class Tenure:
    """One person's accountability: from `since` until `until` (None: it lasts), exclusive."""

    person: str
    slug: str
    since: date
    until: date | None
    left_on: date | None

    @property
    def ended_on(self) -> date | None:
        """The first day without them: the end of the period or the day they left."""
        ends = [day for day in (self.until, self.left_on) if day is not None]
        return max(self.since, min(ends)) if ends else None


def ownerless_since(tenures: list[Tenure], in_use_since: date, day: date) -> date | None:
    """The first day of the time without an owner that `day` lies in; None where there is one."""
    since = in_use_since
    for tenure in tenures:
        if tenure.since > day:
            continue
        ended_on = tenure.ended_on
        if ended_on is None or ended_on > day:
            return None
        since = max(since, ended_on)
    return since


def quarter_ends_since(since: date, day: date, first_month: int) -> int:
    """At how many ends of quarters up to `day` a state held that began on `since`."""
    quarter = Quarter.of(since, first_month)
    count = 0
    while quarter.last_day <= day:
        count += 1
        quarter = quarter.next()
    return count


def find(scope: Scope) -> list[Finding]:
    """Clusters in use on the day without anybody accountable, in four statements."""
    in_use = _in_use(scope)
    tenures = _tenures(in_use)
    first_month = organisation().first_month
    found = []
    clusters = Cluster.objects.in_bulk(in_use)
    for pk, (since, products) in in_use.items():
        ownerless = ownerless_since(tenures[pk], since, scope.day)
        if ownerless is not None:
            quarters = quarter_ends_since(ownerless, scope.day, first_month)
            found.append(
                _finding(clusters[pk], tenures[pk], ownerless, products, quarters, scope.day)
            )
    return found


def _in_use(scope: Scope) -> dict[int, tuple[date, int]]:
    """Cluster → since when it holds a product in use, and how many it holds on the day."""
    retired = StagePeriod.objects.on(scope.day).filter(stage=Stage.RETIRED).values("product_id")
    rows = Placement.objects.on(scope.day).exclude(product_id__in=retired)
    if scope.cluster_ids is not None:
        rows = rows.filter(cluster_id__in=scope.cluster_ids)
    found: dict[int, tuple[date, int]] = {}
    for pk, period in rows.order_by("cluster_id").values_list("cluster_id", "period"):
        since, products = found.get(pk, (period.lower, 0))
        found[pk] = (min(since, period.lower), products + 1)
    return found


def _tenures(cluster_ids: dict[int, tuple[date, int]]) -> dict[int, list[Tenure]]:
    found: dict[int, list[Tenure]] = defaultdict(list)
    rows = Ownership.objects.filter(cluster_id__in=list(cluster_ids)).select_related("person")
    for row in rows.order_by("cluster_id", "period"):
        person = row.person
        found[row.cluster_id].append(
            Tenure(person.name, person.slug, row.since, row.until, person.left_on)
        )
    return found


def _finding(
    cluster: Cluster, tenures: list[Tenure], since: date, products: int, quarters: int, day: date
) -> Finding:
    before = [tenure for tenure in tenures if tenure.since <= day]
    last = before[-1] if before else None
    left = last is not None and last.left_on == since
    why = f" {last.person} left." if left and last else ""
    days = (day - since).days + 1
    return Finding(
        rule=KEY,
        subject=Subject.CLUSTER,
        subject_id=cluster.pk,
        subject_slug=cluster.slug,
        subject_name=cluster.name,
        severity=Severity.RISK,
        sentence=(
            f"{cluster.name} has no accountable owner since {day_text(since)}, "
            f"{counted(days, 'day')}.{why}"
        ),
        since=since,
        consecutive_quarters=quarters,
        clears="Cleared once somebody of the organisation is named accountable for it.",
        step=NextStep(
            "Name an owner",
            reverse("reviews:ownership-form", args=[cluster.slug]),
            Audience.LEADERSHIP,
        ),
        evidence={
            "days": days,
            "products": products,
            "last_owner": last.slug if last else None,
            "last_owner_name": last.person if last else None,
            "last_owner_left_on": last.left_on.isoformat() if last and last.left_on else None,
        },
        cluster_ids=frozenset([cluster.pk]),
    )


RULE = WarningRule(KEY, "No accountable owner", find)
