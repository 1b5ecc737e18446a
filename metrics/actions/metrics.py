"""A product takes up a metric, and its target changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from metrics.actions.rollups import lock_metrics
from metrics.actions.scores import refresh_scores_since
from metrics.models import Metric, MetricDefinition, MetricTarget
from metrics.values import Direction, LinesOutOfOrder, Target
from people.models import Person
from people.slugs import free_slug
from portfolio.kernel.errors import Conflict, Refused
from products.actions.periods import succeed
from products.models import Product

SHAPE = ("name", "description", "level", "dimension", "unit", "direction", "cadence", "summary")
FIXED = ("unit", "direction", "summary")
"""What numbers and targets were given for; it stays once there are any."""


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

    `shape` may hold the fields of `SHAPE`, `is_north_star`, `position` and `keep_months`.
    """
    base = {name: getattr(definition, name) for name in SHAPE} if definition else {}
    values = {**base, **shape}
    _make_way_for_north_star(product, values)
    metric = Metric.objects.create(
        product=product,
        definition=definition,
        slug=free_slug(product.metrics.all(), values["name"]),
        started_on=started_on,
        **values,
    )
    refresh_scores_since([product.pk], started_on)
    return metric


@transaction.atomic
def edit_metric(by: Person, metric: Metric, version: int, **shape: Any) -> Metric:
    """Reword a metric; raises `Conflict` when somebody saved since `version` was read."""
    locked = _held(metric)
    if locked.version != version:
        raise Conflict("Somebody changed this metric meanwhile.", code="stale_version")
    _keep_fixed(locked, shape)
    if not locked.is_north_star:
        _make_way_for_north_star(locked.product, shape)
    for name in (*SHAPE, "is_north_star", "position", "keep_months"):
        if name in shape:
            setattr(locked, name, shape[name])
    locked.version += 1
    locked.save()
    refresh_scores_since([locked.product_id], locked.started_on)
    return locked


@transaction.atomic
def retire_metric(by: Person, metric: Metric, on: date) -> Metric:
    """Stop tracking the metric from `on`; what was measured stays. Harmless when repeated."""
    locked = _held(metric)
    if locked.retired_on is None:
        locked.retired_on = max(on, locked.started_on)
        locked.version += 1
        locked.save(update_fields=["retired_on", "version"])
        refresh_scores_since([locked.product_id], locked.retired_on)
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
    """Set target, warning line, floor and weight from `on`; earlier quarters keep theirs.

    Raises `Refused` when the lines contradict each other or the floor is the target, naming the
    field.
    """
    locked = _held(metric)
    values = {
        "target": target,
        "warning": warning,
        "floor": floor,
        "target_upper": target_upper,
        "warning_upper": warning_upper,
        "floor_upper": floor_upper,
        "weight": weight,
    }
    _check_lines(Direction(locked.direction), values)
    rows = MetricTarget.objects.filter(metric=locked)
    current = rows.open().first()
    if current and current.since <= on and all(getattr(current, k) == values[k] for k in values):
        return current
    row = succeed(rows, on, metric=locked, reason=reason, set_by=by, **values)
    refresh_scores_since([locked.product_id], on)
    return row


def _held(metric: Metric) -> Metric:
    """The metric as it stands, its product held before it, as scores follow from it."""
    lock_metrics([metric.pk])
    return Metric.objects.get(pk=metric.pk)


def _check_lines(direction: Direction, values: dict[str, Any]) -> None:
    try:
        Target(direction=direction, **values)
    except LinesOutOfOrder as error:
        sentence = str(error)
        raise Refused(
            f"{sentence[0].upper()}{sentence[1:]}.", code="lines_out_of_order", field=error.field
        ) from error
    for end in ("", "_upper"):
        floor = values[f"floor{end}"]
        if floor is not None and floor == values[f"target{end}"]:
            raise Refused(
                "The floor must be worse than the target: with both the same there is nothing "
                "between reached and not reached at all.",
                code="floor_is_target",
                field=f"floor{end}",
            )


def _keep_fixed(metric: Metric, shape: dict[str, Any]) -> None:
    """A number means nothing in another unit, and a target nothing in another direction."""
    changed = [
        name for name in FIXED if shape.get(name, getattr(metric, name)) != getattr(metric, name)
    ]
    if changed and (metric.targets.exists() or metric.quarters.exists()):
        raise Refused(
            "Numbers and targets were given for this unit, direction and way of summing up. "
            "Retire this metric and add the changed one.",
            code="shape_is_fixed",
            field=changed[0],
        )


def _make_way_for_north_star(product: Product, shape: dict[str, Any]) -> None:
    if not shape.get("is_north_star"):
        return
    star = product.metrics.filter(is_north_star=True, retired_on__isnull=True).first()
    if star is not None:
        raise Refused(
            f"{star.name} is the north star already; a product has one.",
            code="north_star_taken",
            field="is_north_star",
        )
