"""What a person is going to carry, on each day of the next two quarters that changes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from psycopg.types.range import DateRange

from people.models import Person
from portfolio.kernel.charts import slots
from portfolio.kernel.marks import status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.periods import Period
from products.models import Change, Ownership, Placement, PolicyVersion, StagePeriod
from products.queries import policies
from products.values import ChangeKind, Stage
from reviews.calculations.planned import planned_change, planned_load
from reviews.queries.load_facts import product_facts
from reviews.queries.planned_turns import Rows, turns_of
from reviews.values import ChangeFact, LoadPolicy, PlacedPeriod, Plan, ProductFacts

QUARTERS_AHEAD = 2


@dataclass(frozen=True)
class PlannedRow:
    """The load after a day on which something agreed takes effect."""

    on: date
    causes: list[str]
    active: int
    stable: int
    slots: SafeString
    level: SafeString


def planned_rows(person: Person, moment: Moment) -> list[PlannedRow]:
    """Each such day up to the end of the second quarter to come; none of a moment in the past."""
    if moment.is_past:
        return []
    last = moment.quarter.shift(QUARTERS_AHEAD).last_day
    plan = plan_of(person, moment.on, last)
    days = sorted({turn.on for turn in plan.turns})
    versions = policies(days)
    causes = {day: [turn.cause for turn in plan.turns if turn.on == day] for day in days}
    return [
        _row(plan, day, causes[day], LoadPolicy.from_thresholds(versions[day].thresholds))
        for day in days
    ]


def plan_of(person: Person, today: date, last: date) -> Plan:
    """What is agreed and dated from `today` to `last`."""
    days = DateRange(today, last + timedelta(days=1), "[)")
    owned = _within(Ownership.objects.filter(person=person), days).select_related("cluster")
    placed = _within(
        Placement.objects.filter(cluster_id__in=[row.cluster_id for row in owned]), days
    )
    products = {row.product_id for row in placed}
    rows = Rows(
        person=person,
        owned=list(owned),
        placed=list(placed.select_related("product", "cluster")),
        stages=list(_within(StagePeriod.objects.filter(product_id__in=products), days)),
        changes=list(Change.objects.filter(product_id__in=products)),
        versions=list(PolicyVersion.objects.filter(effective_from__gt=today)),
    )
    facts = _facts(products, rows.changes, today)
    return Plan(
        placed=tuple(_placed(rows)),
        facts=facts,
        stages=_stages(products, rows.stages),
        turns=tuple(turns_of(rows, facts, today, last)),
    )


def _within(rows: QuerySet, days: DateRange) -> QuerySet:  # type: ignore[type-arg]
    return rows.filter(period__overlap=days).order_by("period", "pk")


def _facts(
    products: Collection[int], changes: Iterable[Change], today: date
) -> dict[int, ProductFacts]:
    policy = LoadPolicy.from_thresholds(policies([today])[today].thresholds)
    known = product_facts([(product, today) for product in products], policy)
    planned: dict[int, list[ChangeFact]] = defaultdict(list)
    for row in changes:
        change = ChangeFact(ChangeKind(row.kind), row.title, row.started_on, row.ended_on)
        planned[row.product_id].append(planned_change(change, row.planned_end, today))
    return {
        product: replace(facts, changes=tuple(planned[product]))
        for (product, _), facts in known.items()
    }


def _stages(
    products: Collection[int], rows: Sequence[StagePeriod]
) -> dict[int, tuple[tuple[Period, Stage], ...]]:
    found: dict[int, list[tuple[Period, Stage]]] = {product: [] for product in products}
    for row in rows:
        found[row.product_id].append((Period(row.since, row.until), Stage(row.stage)))
    return {product: tuple(stages) for product, stages in found.items()}


def _placed(rows: Rows) -> Iterable[PlacedPeriod]:
    """Each placement as long as its cluster is owned; nothing after the person has left."""
    for owned in rows.owned:
        for placed in rows.placed:
            if placed.cluster_id != owned.cluster_id:
                continue
            start = max(placed.since, owned.since)
            ends = filter(None, (placed.until, owned.until, rows.person.left_on))
            end = min(ends, default=None)
            if end is None or end > start:
                yield PlacedPeriod(
                    placed.product_id, owned.cluster_id, owned.cluster.name, Period(start, end)
                )


def _row(plan: Plan, day: date, causes: list[str], policy: LoadPolicy) -> PlannedRow:
    load = planned_load(plan, day, policy)
    drawn = slots(
        load.active,
        load.stable,
        active_limit=policy.active_ceiling,
        stable_limit=policy.stable_ceiling,
    )
    return PlannedRow(day, causes, load.active, load.stable, drawn, status_mark(load.level.value))
