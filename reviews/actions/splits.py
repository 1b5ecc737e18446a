"""A product that has outgrown its cluster gets one of its own (DOMAIN 1, 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Refused
from products.actions.clusters import create_cluster
from products.actions.handovers import propose_handover
from products.actions.teams import join_team
from products.models import Cluster, Ownership, Product, StagePeriod, TeamMembership
from products.queries.owners import current_owner
from products.values import Stage
from reviews.actions.reshaping import (
    Wish,
    carry,
    check_day,
    check_living,
    check_seen,
    lock_clusters,
    seal,
)
from reviews.models import SplitAct
from reviews.values.split import ShapeKind


@dataclass(frozen=True)
class NewCluster:
    """The cluster products go to. Several products need a rationale, as everywhere."""

    name: str
    rationale_kinds: Sequence[str] = ()
    rationale: str = ""


@transaction.atomic
def split(
    by: Person,
    cluster: Cluster,
    products: Sequence[Product],
    new: NewCluster,
    *,
    on: date,
    reason: str,
    takes_team: bool = True,
    person: Person | None = None,
    seen: str | None = None,
) -> SplitAct:
    """Move the products, with their items in their order, to a new cluster from `on`.

    The owner stays accountable for both. A `person` who shall take the new one over is asked: the
    hand-over waits for their answer. With `takes_team` the team works for both. `seen` is the
    `fingerprint` of what was shown; raises `Conflict` when it is another by now and `Refused` for
    products that are retired, elsewhere or all there are.
    """
    source = lock_clusters([cluster.pk])[cluster.pk]
    check_seen(seen, fingerprint(source))
    fresh = _here(source, products)
    check_day(on)
    check_living(fresh)
    _check_rest(source, fresh)
    if len(fresh) > 1 and not new.rationale_kinds:
        raise Refused(
            "Say why these products belong together: a cluster of several needs a reason.",
            code="rationale_missing",
            field="rationale_kinds",
        )
    target = create_cluster(
        by, name=new.name, opened_on=on, rationale_kinds=new.rationale_kinds,
        rationale=new.rationale,
    )  # fmt: skip
    act = carry(Wish(by, ShapeKind.SPLIT, source, on, reason, made=True), fresh, target)
    _take_owner(by, source, target, on)
    if takes_team:
        _take_team(by, source, target, on)
    if person is not None:
        propose_owner(by, target, person, reason)
    return seal(act)


def fingerprint(cluster: Cluster) -> str:
    """What a page that offers a split was made of: the words, the products and the owner."""
    products = ".".join(str(pk) for pk in sorted(cluster.products.values_list("pk", flat=True)))
    owner = current_owner(cluster, today())
    return f"{cluster.version}-{products}-{owner.pk if owner else 0}"


def _here(cluster: Cluster, products: Sequence[Product]) -> list[Product]:
    """The products as they are now, each of them in this cluster."""
    keys = {one.pk for one in products}
    if not keys:
        raise Refused("Choose at least one product.", code="no_products", field="products")
    rows = Product.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("name", "pk")
    fresh = list(rows)
    for one in fresh:
        if one.cluster_id != cluster.pk:
            raise Refused(
                f"{one.name} is not in {cluster.name}.", code="product_elsewhere", field="products"
            )
    return fresh


def _check_rest(cluster: Cluster, going: Sequence[Product]) -> None:
    rest = cluster.products.exclude(pk__in=[one.pk for one in going])
    retired = StagePeriod.objects.on(today()).filter(stage=Stage.RETIRED).values("product_id")
    if not rest.exclude(pk__in=retired).exists():
        raise Refused(
            f"Nothing would be left of {cluster.name}. At least one product that is not retired "
            "has to stay.",
            code="last_product",
            field="products",
        )


def _take_owner(by: Person | None, source: Cluster, target: Cluster, on: date) -> None:
    """Whoever is accountable for the old cluster from that day on is for the new one."""
    for row in Ownership.objects.filter(cluster=source).order_by("period"):
        if row.until is None or row.until > on:
            Ownership.objects.create(
                cluster=target,
                person=row.person,
                period=DateRange(max(row.since, on), row.until, "[)"),
                reason=f"Split from {source.name}.",
                assigned_by=by,
            )


def _take_team(by: Person | None, source: Cluster, target: Cluster, on: date) -> None:
    rows = TeamMembership.objects.filter(cluster=source).open().select_related("person")
    for row in rows:
        join_team(by, target, row.person, max(row.since, on), row.role)


def propose_owner(by: Person, target: Cluster, person: Person, reason: str) -> None:
    """Ask them as anybody is asked for a cluster: they are told, and their word decides.

    Whoever is accountable already is not asked.
    """
    owner = current_owner(target, today())
    if person != owner:
        propose_handover(by, target, person, today(), reason, owner.slug if owner else "")
