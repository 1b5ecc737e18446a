"""What was entered about a packet's quarter, or reworded, after the packet was built.

Measurements and backlog events carry the time or number of their entry; everything a person edits
has a history (pghistory) with the time of each change. What has neither cannot be found here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet

from backlogs.models import Item, Outcome, OutcomeReview
from metrics.models import (
    AcceptedDeviation,
    KeyResult,
    Measurement,
    Metric,
    MetricTarget,
    Objective,
    StrategicGoal,
)
from people.models import Organisation, Person
from portfolio.kernel.marks import day
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from products.models import (
    ActivityOverride,
    Change,
    Cluster,
    Dependency,
    InvestmentAnswer,
    LooseEnd,
    MigrationProgress,
    OwnerHours,
    Ownership,
    Persona,
    Placement,
    PolicyVersion,
    Product,
    ProductUser,
    RetirementPlan,
    StagePeriod,
    StrategicMark,
    TeamMembership,
)
from reviews.models import Packet, PacketNote


@dataclass(frozen=True)
class Entered:
    """So many rows of one kind, the first and the newest of them, after the packet was built."""

    what: str
    rows: int
    first: datetime
    newest: datetime

    @property
    def sentence(self) -> str:
        """“measurement: 3 entries on 4 Oct 2026”."""
        first, newest = day(self.first.date()), day(self.newest.date())
        when = f"on {first}" if first == newest else f"between {first} and {newest}"
        return f"{self.what}: {counted(self.rows, 'entry', 'entries')} {when}"


@dataclass(frozen=True)
class About:
    """The clusters and products a packet speaks of: its own, and what its owner carries besides."""

    clusters: tuple[int, ...]
    products: tuple[int, ...]
    people: tuple[int, ...]


def _of_cluster(it: About) -> Q:
    return Q(cluster_id__in=it.clusters)


def _of_product(it: About) -> Q:
    return Q(product_id__in=it.products)


def _of_item(it: About) -> Q:
    return Q(item__product_id__in=it.products)


def _of_metric(it: About) -> Q:
    return Q(metric__product_id__in=it.products)


def _of_plan(it: About) -> Q:
    return Q(plan__product_id__in=it.products)


def _of_objective(it: About) -> Q:
    return Q(objective__product_id__in=it.products) | Q(objective__cluster_id__in=it.clusters)


Where = Callable[[About], Q]
HISTORIES: Final[tuple[tuple[type[Any], str, Where], ...]] = (
    (Ownership, "ownership", _of_cluster),
    (Placement, "placement", _of_cluster),
    (TeamMembership, "team membership", _of_cluster),
    (PacketNote, "preparation by the owner", _of_cluster),
    (StagePeriod, "stage", _of_product),
    (Change, "change", _of_product),
    (ActivityOverride, "override", _of_product),
    (InvestmentAnswer, "answer to the yearly question", _of_product),
    (RetirementPlan, "retirement plan", _of_product),
    (MigrationProgress, "progress of a migration", _of_plan),
    (LooseEnd, "loose end", _of_plan),
    (OwnerHours, "owner hours", _of_product),
    (StrategicMark, "strategic mark", _of_product),
    (ProductUser, "persona of a product", _of_product),
    (Dependency, "dependency", _of_product),
    (Item, "backlog item", _of_product),
    (Outcome, "hypothesis", _of_item),
    (OutcomeReview, "outcome review", _of_item),
    (Metric, "metric", _of_product),
    (MetricTarget, "target", _of_metric),
    (AcceptedDeviation, "accepted deviation", _of_metric),
    (Objective, "objective", lambda it: _of_product(it) | _of_cluster(it)),
    (KeyResult, "key result", _of_objective),
    (Product, "name or words of a product", lambda it: Q(id__in=it.products)),
    (Cluster, "name or words of a cluster", lambda it: Q(id__in=it.clusters)),
    (Person, "name or title of a person", lambda it: Q(id__in=it.people)),
    (Persona, "name of a persona", lambda it: Q()),
    (StrategicGoal, "strategic goal", lambda it: Q()),
    (PolicyVersion, "policy version", lambda it: Q()),
    (Organisation, "setting of the organisation", lambda it: Q()),
)
"""What has a history, what one change of it is called, and which of it bears on a packet."""


def entered_since(packet: Packet, body: Mapping[str, Any], quarter: Quarter) -> tuple[Entered, ...]:
    """Everything found, in the order of the kinds; one statement a kind."""
    about = _about(packet, body, quarter)
    found = [_measured(packet, about, quarter)]
    for model, what, where in HISTORIES:
        rows = model.pgh_event_model.objects.filter(
            where(about), pgh_created_at__gt=packet.built_at
        )
        found.append(_counted(what, rows, "pgh_created_at"))
    return tuple(one for one in found if one is not None)


def _measured(packet: Packet, about: About, quarter: Quarter) -> Entered | None:
    rows = Measurement.objects.filter(
        metric__product_id__in=about.products,
        measured_on__lte=quarter.last_day,
        recorded_at__gt=packet.built_at,
    )
    return _counted("measurement", rows, "recorded_at")


def _counted(what: str, rows: QuerySet[Any], field: str) -> Entered | None:
    told = rows.order_by().aggregate(rows=Count("*"), first=Min(field), newest=Max(field))
    return Entered(what, **told) if told["rows"] else None


def _about(packet: Packet, body: Mapping[str, Any], quarter: Quarter) -> About:
    """The cluster, and every cluster its owner of then carried, with their products of then."""
    last = quarter.last_day
    owner = body["sections"].get("accountability", {}).get("owner")
    clusters = {packet.cluster_id}
    if owner:
        owned = Ownership.objects.on(last).filter(person__slug=owner["person"])
        clusters |= set(owned.values_list("cluster_id", flat=True))
    placed = Placement.objects.on(last).filter(cluster_id__in=clusters)
    named = {owner["person"]} if owner else set()
    named |= {one["person"] for one in body["sections"].get("surroundings", {}).get("team", [])}
    people = Person.objects.filter(slug__in=named)
    return About(
        tuple(sorted(clusters)),
        tuple(sorted(placed.values_list("product_id", flat=True))),
        tuple(sorted(people.values_list("pk", flat=True))),
    )
