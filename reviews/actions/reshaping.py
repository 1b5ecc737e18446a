"""What splitting and grouping share: products go to a cluster, and how it was is written down.

`SplitAct.kept` holds, in plain JSON: the keys of the `products` and the cluster each came `from`;
whether the target was `made` for it; the clusters `closed` because they stood empty, the `rows`
(placements, ownerships, memberships) as they were and as they were `left`; the target's `words`
before; and the `themes` whose items went away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from backlogs.actions.placement import move_product
from backlogs.models import RoadmapGathering
from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.quarters import Quarter
from products.models import (
    Cluster,
    Handover,
    Ownership,
    Placement,
    Product,
    StagePeriod,
    TeamMembership,
)
from products.models.periods import Dated
from products.values import Stage
from products.values.ownership import HandoverState
from reviews.models import SplitAct
from reviews.values.split import ShapeKind

TABLES: Final[dict[str, type[Dated]]] = {
    "placements": Placement,
    "ownerships": Ownership,
    "memberships": TeamMembership,
}
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Wish:
    """What shall happen: who wants it, from when, and why. `made`: the target is new."""

    by: Person | None
    kind: ShapeKind
    cluster: Cluster
    on: date
    reason: str
    made: bool = False
    words: dict[str, Any] = field(default_factory=dict)


def lock_clusters(cluster_ids: Sequence[int]) -> dict[int, Cluster]:
    """The clusters, locked in the order of their keys."""
    rows = Cluster.objects.select_for_update(no_key=True).filter(pk__in=set(cluster_ids))
    return {row.pk: row for row in rows.order_by("pk")}


def check_day(on: date) -> None:
    """A quarter that is over has been reviewed as it was, and what is to come is not done yet."""
    first = Quarter.of(today(), organisation().first_month).start
    if on > today():
        raise Refused("Choose today or an earlier day.", code="in_future", field="on")
    if on < first:
        raise Refused(
            f"Choose a day of this quarter, from {first:%-d %b %Y} on: the quarters before are "
            "over and stay as they were.",
            code="quarter_over",
            field="on",
        )


def check_living(products: Sequence[Product]) -> None:
    """A retired product stays where it was last."""
    keys = [one.pk for one in products]
    retired = StagePeriod.objects.on(today()).filter(stage=Stage.RETIRED, product_id__in=keys)
    gone = set(retired.values_list("product_id", flat=True))
    for one in products:
        if one.pk in gone:
            raise Refused(
                f"{one.name} is retired and read-only.", code="product_retired", field="products"
            )


def check_seen(seen: str | None, now: str) -> None:
    """Raises `Conflict` when what was shown is not what is there any more."""
    if seen is not None and seen != now:
        raise changed_meanwhile()


def changed_meanwhile() -> Conflict:
    """What somebody is told who looks at a shape that is gone."""
    return Conflict(
        "The clusters changed while you were looking. Nothing was moved; look at both sides again.",
        code="stale_shape",
    )


def carry(wish: Wish, products: Sequence[Product], target: Cluster) -> SplitAct:
    """Move the products with their items and write the act down; all clusters are locked."""
    at = timezone.now()
    homes = {one.pk: one.cluster_id for one in products}
    touched = sorted({*homes.values(), target.pk})
    themes = _themes(homes)
    before = _rows(homes, touched)
    for product in products:
        left_at = _left_at(product.pk, target.pk)
        move_product(wish.by, product, target, wish.on, wish.reason, left_at)
    closed = [pk for pk in sorted(set(homes.values())) if _close_empty(pk, wish.on)]
    kept = {
        "products": [{"id": pk, "from": home} for pk, home in homes.items()],
        "made": wish.made,
        "closed": closed,
        "rows": before,
        "words": wish.words,
        "themes": themes,
    }
    act = SplitAct(
        kind=wish.kind, cluster=wish.cluster, target=target, touched=touched, on=wish.on,
        reason=wish.reason, by=wish.by, at=at, kept=kept,
    )  # fmt: skip
    act.save()
    return act


def _left_at(product_id: int, cluster_id: int) -> datetime | None:
    """When the product last left this cluster by an act that stands; its items return there."""
    left = [{"id": product_id, "from": cluster_id}]
    acts = SplitAct.objects.filter(
        touched__contains=[cluster_id], undone_at=None, kept__products__contains=left
    )
    return acts.order_by("at").values_list("at", flat=True).last()


def seal(act: SplitAct) -> SplitAct:
    """Write down how the dated rows were left, so that an undo knows whether that still holds."""
    homes = [one["id"] for one in act.kept["products"]]
    act.kept["left"] = _rows(homes, act.touched)
    act.save(update_fields=["kept"])
    return act


def rows_now(act: SplitAct) -> Rows:
    """The dated rows the act touched, as they are now."""
    return _rows([one["id"] for one in act.kept["products"]], act.touched)


def _rows(products: Any, clusters: Sequence[int]) -> Rows:
    chosen = {
        "placements": Q(product_id__in=list(products)),
        "ownerships": Q(cluster_id__in=clusters),
        "memberships": Q(cluster_id__in=clusters),
    }
    return {
        name: [_row(row) for row in model._default_manager.filter(chosen[name]).order_by("pk")]
        for name, model in TABLES.items()
    }


def _row(row: Dated) -> dict[str, Any]:
    found = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name != "period"
    }
    until = row.until.isoformat() if row.until else None
    return {**found, "since": row.since.isoformat(), "until": until}


def as_model(name: str, kept: dict[str, Any]) -> Dated:
    """The row as it was kept, unsaved."""
    fields = {key: value for key, value in kept.items() if key not in ("since", "until")}
    until = date.fromisoformat(kept["until"]) if kept["until"] else None
    period = DateRange(date.fromisoformat(kept["since"]), until, "[)")
    return TABLES[name](**fields, period=period)


def _themes(products: Any) -> list[int]:
    rows = RoadmapGathering.objects.filter(
        item__product_id__in=list(products), entry__product=None, until=None
    )
    return list(rows.values_list("pk", flat=True))


def _close_empty(cluster_id: int, on: date) -> bool:
    """A cluster nothing is left in ends, with its ownership and its team."""
    cluster = Cluster.objects.get(pk=cluster_id)
    if cluster.products.exists() or cluster.closed_on is not None:
        return False
    if Handover.objects.filter(cluster=cluster, state=HandoverState.PROPOSED).exists():
        raise Refused(
            f"A hand-over of {cluster.name} waits for its answer. Withdraw it first: nothing would "
            "be left to hand over.",
            code="handover_open",
            field="products",
        )
    cluster.closed_on = max(on, cluster.opened_on)
    cluster.save(update_fields=["closed_on"])
    for model in (Ownership, TeamMembership):
        for row in model.objects.filter(cluster=cluster).open():
            if row.since >= on:
                row.delete()
            else:
                row.period = DateRange(row.since, on, "[)")
                row.save(update_fields=["period"])
    return True
