"""Where the items of products stood at a row of moments: one pass over the events, in SQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, DateTimeField, F, Func, IntegerField, Value

from backlogs.calculations.cumulative import Change, Standing, standing_after
from backlogs.models import StateEvent
from backlogs.values import ItemState


def standing_at(
    product_ids: Collection[int], moments: Collection[datetime]
) -> dict[datetime, Standing]:
    """The counts per product and state just before each moment.

    PostgreSQL counts the changes between two moments by what they changed; adding them up is left.
    """
    ordered = sorted(set(moments))
    if not ordered:
        return {}
    place = Func(
        F("at"),
        Value(ordered, output_field=ArrayField(DateTimeField())),
        function="width_bucket",
        output_field=IntegerField(),
    )
    rows = (
        StateEvent.objects.filter(product_id__in=product_ids, at__lt=ordered[-1])
        .order_by()
        .annotate(place=place)
        .values_list("product_id", "place", "from_state", "to_state")
        .annotate(count=Count("pk"))
    )
    changes = (
        Change(product, place, ItemState(before) if before else None, ItemState(after), count)
        for product, place, before, after, count in rows
    )
    return dict(zip(ordered, standing_after(changes, len(ordered)), strict=True))
