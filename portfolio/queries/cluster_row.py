"""A cluster at a moment with its short lists, and its products, in one statement each."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Q
from django.db.models.functions import Lower, Upper

from metrics.models import ProductScore
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.queries.json_lists import listed_as_json
from portfolio.queries.product_row import QUARTERS
from portfolio.queries.standing import standing
from portfolio.queries.warnings import FIELDS as WARNING_FIELDS
from portfolio.queries.warnings import warnings_on
from products.models import Cluster, Ownership, TeamMembership
from reviews.models import Packet

PRODUCT_FIELDS = (
    "product_id", "cluster_id", "product__name", "product__slug", "stage", "owner_id",
    "owner_name", "owner_slug", "health", "value", "health_coverage",
    "product__daily_users",
)  # fmt: skip


def cluster_row(slug: str, moment: Moment) -> dict[str, Any]:
    """The cluster with `tenures`, `team`, `built` (packets) and `alarms` (warnings about it).

    Raises `NotFound` for a cluster there is none of, and for one that had not opened by then.
    """
    lists = _lists(moment)
    rows = Cluster.objects.filter(slug=slug, opened_on__lte=moment.on).annotate(**lists)
    found = rows.values("pk", "name", "slug", "summary", "rationale", "rationale_kinds", *lists)
    row = found.first()
    if row is None:
        raise NotFound("There is no such cluster at this moment.", code="no_cluster")
    return row


def products_in(cluster_id: int, moment: Moment) -> list[dict[str, Any]]:
    """The products of the cluster by name, each with its scores of eight quarters."""
    first = moment.quarter.shift(1 - QUARTERS).start
    scores = ProductScore.objects.filter(
        product_id=OuterRef("product_id"), quarter_start__gte=first, quarter_start__lte=moment.on
    )
    rows = standing(moment).filter(cluster_id=cluster_id)
    rows = rows.annotate(
        scores=listed_as_json(
            scores, ["quarter_start"], start=F("quarter_start"), health=F("health")
        )
    )
    return list(rows.order_by("product__name", "pk").values(*PRODUCT_FIELDS, "scores"))


def _lists(moment: Moment) -> dict[str, Any]:
    mine, day = OuterRef("pk"), moment.on
    owner = Ownership.objects.on(day).filter(cluster_id=mine).values("person_id")
    return {
        "tenures": listed_as_json(
            Ownership.objects.filter(cluster_id=mine, period__startswith__lte=day),
            ["-period"],
            name=F("person__name"),
            slug=F("person__slug"),
            since=Lower("period"),
            until=Upper("period"),
            left_on=F("person__left_on"),
            reason=F("reason"),
        ),
        "team": listed_as_json(
            TeamMembership.objects.on(day).filter(cluster_id=mine),
            ["person__name"],
            name=F("person__name"),
            role=F("role"),
            since=Lower("period"),
        ),
        "built": listed_as_json(
            Packet.objects.filter(cluster_id=mine, quarter_start__lte=day),
            ["-quarter_start", "-revision"],
            quarter_start=F("quarter_start"),
            revision=F("revision"),
        ),
        "alarms": listed_as_json(
            warnings_on(moment).filter(
                Q(cluster_id=mine) | Q(product__cluster_id=mine) | Q(person_id__in=owner)
            ),
            ["rank", "since", "pk"],
            **{name: F(name) for name in WARNING_FIELDS},
            level=F("evidence__level"),
        ),
    }
