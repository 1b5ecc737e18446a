"""The figures a hypothesis may speak of, each with where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from metrics.models import CheckIn, KeyResult, Metric, MetricQuarter
from people.queries import organisation, today
from portfolio.kernel.numbers import plain, with_unit
from portfolio.kernel.quarters import Quarter
from products.models import Persona


@dataclass(frozen=True)
class Target:
    """A metric or a key result; `value` is its newest one. `key` names it in a form."""

    key: str
    group: str
    name: str
    unit: str
    value: Decimal | None
    row: Metric | KeyResult

    @property
    def label(self) -> str:
        """What the form's choice says."""
        if self.value is None:
            return f"{self.name} (not measured yet)"
        return f"{self.name} (now {with_unit(self.value, self.unit)})"


def targets_for(
    product_ids: Collection[int], cluster_id: int, chosen: KeyResult | None = None
) -> list[Target]:
    """The tracked metrics of the products, and the key results under way above and at them.

    `chosen` is offered too, whether it still is under way or not.
    """
    metrics = list(
        Metric.objects.tracked_on(today())
        .filter(product_id__in=product_ids)
        .select_related("product")
        .order_by("product__name", "position", "pk")
    )
    results = _key_results(product_ids, cluster_id, chosen)
    values = _newest([row.pk for row in metrics] + [one.metric_id for one in results])
    told = _told([row.pk for row in results if row.metric_id is None])
    several = len(product_ids) > 1
    found = [
        Target(
            f"m{row.pk}",
            f"Metrics of {row.product.name}" if several else "Metrics",
            row.name,
            row.unit,
            values.get(row.pk),
            row,
        )
        for row in metrics
    ]
    return found + [
        Target(
            f"k{row.pk}",
            "Key results",
            f"{row.title}, for “{row.objective.title}”",
            unit_of(row),
            values.get(row.metric_id) if row.metric_id else told.get(row.pk, plain(row.start)),
            row,
        )
        for row in results
    ]


def newest_value(metric: Metric | None, key_result: KeyResult | None) -> Decimal | None:
    """Where a metric or a key result stands; None where nothing was ever measured."""
    source = metric.pk if metric else key_result.metric_id if key_result else None
    if source is not None:
        return _newest([source]).get(source)
    return _told([key_result.pk]).get(key_result.pk, key_result.start) if key_result else None


def unit_of(key_result: KeyResult) -> str:
    """The unit its numbers have: its metric's, if one feeds it."""
    return key_result.metric.unit if key_result.metric else key_result.unit


def personas_for(product_ids: Collection[int]) -> list[Persona]:
    """The kinds of users the products have, by name."""
    return list(Persona.objects.filter(uses__product_id__in=product_ids).distinct())


def _key_results(
    product_ids: Collection[int], cluster_id: int, chosen: KeyResult | None
) -> list[KeyResult]:
    day = today()
    quarter = Quarter.of(day, organisation().first_month)
    at = Q(objective__level="portfolio") | Q(objective__cluster_id=cluster_id)
    at |= Q(objective__product_id__in=product_ids)
    under_way = Q(
        at,
        dropped_on__isnull=True,
        objective__dropped_on__isnull=True,
        objective__quarter_start__gte=quarter.start,
    )
    rows = KeyResult.objects.filter(under_way | Q(pk=chosen.pk if chosen else None))
    return list(rows.select_related("objective", "metric").order_by("objective_id", "position"))


def _newest(metric_ids: Iterable[int | None]) -> dict[int | None, Decimal]:
    rows = (
        MetricQuarter.objects.filter(metric_id__in=[pk for pk in metric_ids if pk])
        .order_by("metric_id", "-quarter_start")
        .distinct("metric_id")
        .values_list("metric_id", "last_value")
    )
    return {metric_id: plain(value) for metric_id, value in rows}


def _told(key_result_ids: Collection[int]) -> dict[int, Decimal]:
    if not key_result_ids:
        return {}
    rows = (
        CheckIn.objects.filter(
            key_result_id__in=key_result_ids, superseded_at__isnull=True, value__isnull=False
        )
        .order_by("key_result_id", "-on")
        .distinct("key_result_id")
        .values_list("key_result_id", "value")
    )
    return {key: plain(value) for key, value in rows if value is not None}
