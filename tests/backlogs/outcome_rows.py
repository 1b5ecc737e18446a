"""Shipped items with a hypothesis, and figures before and after, for tests about outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backlogs.actions import Hypothesis, NewItem, NewState, add_items, add_outcomes
from backlogs.models import Item
from metrics.models import Metric
from products.models import Product
from tests.builders import measure


def noon(day: date) -> datetime:
    """The middle of a local day."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def ship(product: Product, title: str, *days: date, **fields: Any) -> Item:
    """An item shipped on each of `days`, opened again between them."""
    history = [NewState("in_progress", noon(days[0] - timedelta(days=10)))]
    for place, day in enumerate(days):
        if place:
            history.append(NewState("in_progress", noon(day - timedelta(days=1)), reason="More."))
        history.append(NewState("shipped", noon(day)))
    (item,) = add_items(None, [NewItem(product.pk, title, history, **fields)])
    return item


def promise(item: Item, metric: Metric | None, start: Any = 60, end: Any = 80) -> None:
    """The item shall move the metric; without one, it says so in words alone."""
    if metric is None:
        add_outcomes([(item, Hypothesis(statement="Calmer nights"))])
        return
    said = Hypothesis(
        metric=metric,
        value_from=Decimal(str(start)),
        value_to=Decimal(str(end)),
        due_on=date(2030, 1, 1),
    )
    add_outcomes([(item, said)])


def figures(metric: Metric, shipped: date, before: Iterable[Any], after: Iterable[Any]) -> None:
    """A value a month, the newest last, up to shipping and from it on."""
    values = list(before)
    for place, value in enumerate(values):
        measure(metric, shipped - timedelta(days=25 * (len(values) - place)), value)
    for place, value in enumerate(after):
        measure(metric, shipped + timedelta(days=25 * (place + 1)), value)
