"""The portfolio at a moment: one row per product, with its cluster, stage, owner and scores then.

The base is the placement that holds on the day, because every product is in exactly one cluster on
any day. The other rows joined to it hold on the day as well and never overlap, so each adds at most
one row and counts stay counts of products.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Case, F, FilteredRelation, Q, QuerySet, When

from portfolio.kernel.moments import Moment
from products.models import Placement

Rows = QuerySet[Placement]


def standing(moment: Moment) -> Rows:
    """Every product that had a cluster at the end of the day, retired ones included.

    Beside the placement's own fields a row has `stage`, `stage_period`, `health`, `value`,
    `health_coverage`, `stale`, and `owner_id`, `owner_name`, `owner_slug`, which are empty where
    nobody is accountable: no ownership that day, or its person had left.
    """
    return joined(moment).annotate(
        stage=F("staged__stage"),
        stage_period=F("staged__period"),
        health=F("scored__health"),
        value=F("scored__value"),
        health_coverage=F("scored__health_coverage"),
        stale=F("scored__stale"),
        owner_id=_of_owner(moment.on, "person_id"),
        owner_name=_of_owner(moment.on, "person__name"),
        owner_slug=_of_owner(moment.on, "person__slug"),
    )


def joined(moment: Moment) -> Rows:
    """The joins alone, for counts that need no fields of them."""
    day = moment.on
    return Placement.objects.on(day).alias(
        staged=FilteredRelation(
            "product__stages", condition=Q(product__stages__period__contains=day)
        ),
        owning=FilteredRelation(
            "cluster__ownerships", condition=Q(cluster__ownerships__period__contains=day)
        ),
        scored=FilteredRelation(
            "product__scores", condition=Q(product__scores__quarter_start=moment.quarter.start)
        ),
    )


def _of_owner(day: date, name: str) -> Case:
    """A field of the accountable owner; empty where the person had left by the end of the day."""
    here = Q(owning__person__left_on__isnull=True) | Q(owning__person__left_on__gt=day)
    return Case(When(here, then=F(f"owning__{name}")))
