"""Everything about one product that is a short list, in one statement."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import Lower, Upper

from metrics.models import (
    GoalContribution,
    Metric,
    ProductPurpose,
    ProductScore,
    StrategicGoal,
)
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.queries.json_lists import Lists, listed_as_json
from portfolio.queries.product_promise import promise_lists
from portfolio.queries.reuse import first_of
from portfolio.queries.standing import standing
from portfolio.queries.warnings import FIELDS as WARNING_FIELDS
from portfolio.queries.warnings import warnings_on
from products.models import Change, Dependency, Placement, ProductUser, StagePeriod
from reviews.models import Packet

QUARTERS = 8
FIELDS = (
    "product_id", "cluster_id", "product__name", "product__slug", "product__key", "product__kind",
    "product__summary", "product__business_domain", "product__eligible_users",
    "product__daily_users", "product__introduced_on", "cluster__name", "cluster__slug", "stage",
    "stage_period", "owner_id", "owner_name", "owner_slug", "health", "value", "health_coverage",
)  # fmt: skip


def product_row(slug: str, moment: Moment) -> dict[str, Any]:
    """The product at the moment with its lists, newest or first by name.

    `users`, `changes`, `needs`, `needed_by`, `stages`, `scores`, `packets`, `warnings` and more are
    lists of dictionaries; dates in them are text. Raises `NotFound` for a product there is none of,
    and for one that had not begun by then.
    """
    found = first_of(_row, slug, moment)
    if found is None:
        raise NotFound("There is no such product at this moment.", code="no_product")
    return found


def _row(slug: str, moment: Moment) -> QuerySet[Any, dict[str, Any]]:
    lists = {"siblings": _siblings(moment), **_lists(moment)}
    rows = standing(moment).filter(product__slug=slug).annotate(**lists)
    return rows.order_by("pk").values(*FIELDS, *lists)


def _siblings(moment: Moment) -> ArraySubquery:
    """The products in the same cluster, this one included."""
    return listed_as_json(
        Placement.objects.on(moment.on).filter(cluster_id=OuterRef("cluster_id")),
        ["product__name"],
        slug=F("product__slug"),
    )


def _lists(moment: Moment) -> Lists:
    return (
        _people(moment) | _purpose(moment) | _neighbours(moment) | _past(moment) | _reviews(moment)
    ) | promise_lists(moment)


def _people(moment: Moment) -> Lists:
    """Who uses it, and what is being changed."""
    mine, day = OuterRef("product_id"), moment.on
    return {
        "users": listed_as_json(
            ProductUser.objects.filter(product_id=mine),
            ["persona__name"],
            persona=F("persona__name"),
            headcount=F("headcount"),
            use_case=F("use_case"),
        ),
        "changes": listed_as_json(
            Change.objects.filter(product_id=mine, started_on__lte=day),
            ["-started_on"],
            kind=F("kind"),
            title=F("title"),
            started_on=F("started_on"),
            planned_end=F("planned_end"),
            ended_on=F("ended_on"),
        ),
    }


def _purpose(moment: Moment) -> Lists:
    """What it says it is for, and the goals it serves."""
    mine, day = OuterRef("product_id"), moment.on
    served = GoalContribution.objects.on(day).filter(product_id=mine)
    return {
        "purposes": listed_as_json(
            ProductPurpose.objects.on(day).filter(product_id=mine), ["pk"], why=F("why")
        ),
        "goals": listed_as_json(
            served.filter(goal__in=StrategicGoal.objects.on(day)),
            ["goal__position", "goal_id"],
            name=F("goal__name"),
            slug=F("goal__slug"),
        ),
    }


def _neighbours(moment: Moment) -> Lists:
    """Dependencies both ways, and where its metrics come from."""
    mine = OuterRef("product_id")
    return {
        "needs": listed_as_json(
            Dependency.objects.filter(product_id=mine),
            ["needs__name"],
            name=F("needs__name"),
            slug=F("needs__slug"),
            note=F("note"),
        ),
        "needed_by": listed_as_json(
            Dependency.objects.filter(needs_id=mine),
            ["product__name"],
            name=F("product__name"),
            slug=F("product__slug"),
            note=F("note"),
        ),
        "definitions": listed_as_json(
            Metric.objects.filter(product_id=mine, definition__isnull=False),
            ["pk"],
            metric_id=F("pk"),
            slug=F("definition__slug"),
        ),
    }


def _past(moment: Moment) -> Lists:
    """Stages and scores up to the moment."""
    mine, day = OuterRef("product_id"), moment.on
    first = moment.quarter.shift(1 - QUARTERS).start
    return {
        "stages": listed_as_json(
            StagePeriod.objects.filter(product_id=mine, period__startswith__lte=day),
            ["-period"],
            stage=F("stage"),
            since=Lower("period"),
            until=Upper("period"),
            reason=F("reason"),
            by=F("changed_by__name"),
        ),
        "scores": listed_as_json(
            ProductScore.objects.filter(
                product_id=mine, quarter_start__gte=first, quarter_start__lte=day
            ),
            ["quarter_start"],
            start=F("quarter_start"),
            health=F("health"),
            value=F("value"),
            stale=F("stale"),
            as_of=F("as_of"),
        ),
    }


def _reviews(moment: Moment) -> Lists:
    """Packets of its cluster, and warnings about it, its cluster and its owner."""
    mine, day = OuterRef("product_id"), moment.on
    return {
        "packets": listed_as_json(
            Packet.objects.filter(cluster_id=OuterRef("cluster_id"), quarter_start__lte=day),
            ["-quarter_start", "-revision"],
            quarter_start=F("quarter_start"),
            revision=F("revision"),
            built_at=F("built_at"),
        ),
        "warnings": listed_as_json(
            warnings_on(moment).filter(
                Q(product_id=mine)
                | Q(cluster_id=OuterRef("cluster_id"))
                | Q(person_id=OuterRef("owner_id"))
            ),
            ["rank", "since", "pk"],
            **{name: F(name) for name in WARNING_FIELDS},
            level=F("evidence__level"),
        ),
    }
