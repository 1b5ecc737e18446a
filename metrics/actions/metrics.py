"""A product takes up a metric, and its target changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from metrics.models import Metric, MetricDefinition, MetricTarget
from people.models import Person
from people.slugs import free_slug
from portfolio.kernel.errors import Conflict
from products.actions.periods import succeed
from products.models import Product

SHAPE = ("name", "description", "level", "dimension", "unit", "direction", "cadence", "summary")


@transaction.atomic
def add_metric(
    by: Person | None,
    product: Product,
    *,
    started_on: date,
    definition: MetricDefinition | None = None,
    **shape: Any,
) -> Metric:
    """Take up a metric, from the library or of the product's own; `shape` overrides the library.

    `shape` may hold the fields of `SHAPE`, `is_north_star` and `position`.
    """
    base = {name: getattr(definition, name) for name in SHAPE} if definition else {}
    values = {**base, **shape}
    return Metric.objects.create(
        product=product,
        definition=definition,
        slug=free_slug(product.metrics.all(), values["name"]),
        started_on=started_on,
        **values,
    )


@transaction.atomic
def edit_metric(by: Person, metric: Metric, version: int, **shape: Any) -> Metric:
    """Reword a metric; raises `Conflict` when somebody saved since `version` was read."""
    locked = Metric.objects.select_for_update(no_key=True).get(pk=metric.pk)
    if locked.version != version:
        raise Conflict("Somebody changed this metric meanwhile.", code="stale_version")
    for name in (*SHAPE, "is_north_star", "position"):
        if name in shape:
            setattr(locked, name, shape[name])
    locked.version += 1
    locked.save()
    return locked


@transaction.atomic
def retire_metric(by: Person, metric: Metric, on: date) -> Metric:
    """Stop tracking the metric from `on`; what was measured stays. Harmless when repeated."""
    locked = Metric.objects.select_for_update(no_key=True).get(pk=metric.pk)
    if locked.retired_on is None:
        locked.retired_on = max(on, locked.started_on)
        locked.version += 1
        locked.save(update_fields=["retired_on", "version"])
    return locked


@transaction.atomic
def set_target(
    by: Person | None,
    metric: Metric,
    on: date,
    *,
    target: Decimal,
    warning: Decimal,
    floor: Decimal,
    target_upper: Decimal | None = None,
    warning_upper: Decimal | None = None,
    floor_upper: Decimal | None = None,
    weight: Decimal = Decimal(1),
    reason: str = "",
) -> MetricTarget:
    """Set target, warning line, floor and weight from `on`; earlier quarters keep theirs."""
    locked = Metric.objects.select_for_update(no_key=True).get(pk=metric.pk)
    values = {
        "target": target,
        "warning": warning,
        "floor": floor,
        "target_upper": target_upper,
        "warning_upper": warning_upper,
        "floor_upper": floor_upper,
        "weight": weight,
    }
    rows = MetricTarget.objects.filter(metric=locked)
    current = rows.open().first()
    if current and current.since <= on and all(getattr(current, k) == values[k] for k in values):
        return current
    return succeed(rows, on, metric=locked, reason=reason, set_by=by, **values)
