"""Clusters from a list: matched by key, then by name."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from people.slugs import Slugs, slug_base
from portfolio.kernel.importing import Insert, Ref, Row, World, created, plan_keyed
from products.models import Cluster, Product

MODEL = "products.Cluster"
FIELDS = {
    "name": "name",
    "summary": "summary",
    "rationale_kinds": "rationale_kinds",
    "rationale": "rationale",
}
READ = (*FIELDS.values(), "version")


def load_clusters(world: World) -> None:
    """Find every cluster the rows may mean, and those of the products they may mean.

    Locked while a plan is being carried out: all at once in the order of their keys and before any
    product, as everybody does who moves one.
    """
    names = {name.lower() for name in world.mentioned("cluster")}
    known = set(world.known.get("cluster", {}).values())
    products = mentioned_products(world)
    homes = set() if products is None else set(products.values_list("cluster_id", flat=True))
    if not (names or known or homes):
        return
    clusters = Cluster.objects.alias(folded=Lower("name"))
    named = Q(pk__in=known) | Q(folded__in=names)
    clusters = clusters.filter(Q(pk__in=homes) | Q(named, closed_on__isnull=True)).order_by("pk")
    if world.lock:
        clusters = clusters.select_for_update(no_key=True)
    for cluster in clusters:
        world.add(cluster_ref(cluster))


def mentioned_products(world: World) -> QuerySet[Product] | None:
    """The products the rows may mean: by a key of the source, by name, by address."""
    names = {name.lower() for name in world.mentioned("product")}
    known = set(world.known.get("product", {}).values())
    if not (names or known):
        return None
    products = Product.objects.alias(folded=Lower("name"))
    return products.filter(Q(pk__in=known) | Q(folded__in=names) | Q(slug__in=names))


def home_of(world: World, product: Ref) -> Ref:
    """The cluster a product is in, or will be in."""
    planned: Ref | None = product.extra.get("cluster")
    return planned or world.by_pk["cluster", product.values["cluster_id"]]


def cluster_of_row(world: World, row: Row) -> Ref | None:
    """The cluster a row speaks of, by its own name or through a product; None after a refusal."""
    if "cluster" in row.values:
        return world.resolve(row, "cluster")
    if "product" not in row.values:
        world.refuse(row, "cluster", "neither a cluster nor a product is named", "no-subject")
        return None
    product = world.resolve(row, "product")
    return home_of(world, product) if product else None


def cluster_ref(cluster: Cluster) -> Ref:
    """A cluster as rows refer to it."""
    values = {name: getattr(cluster, name) for name in READ}
    return Ref("cluster", cluster.name, "", cluster.pk, values, {"opened_on": cluster.opened_on})


def plan_clusters(world: World) -> None:
    """Compare the rows with the clusters found; a kind of rationale needs its sentence."""
    rows = world.rows.get("cluster", [])
    if not rows:
        return
    slugs = world.memo(
        "cluster slugs", lambda: Slugs(Cluster.objects.values_list("slug", flat=True))
    )
    for row in rows:
        existing = world.keyed("cluster", row.key)
        if existing is None:
            named = world.unclaimed("cluster", row.values["name"])
            existing = named[0] if len(named) == 1 else None
        if not _has_whole_rationale(row, existing):
            reason = "say both the kinds of rationale and, in a sentence, why; one is missing"
            world.refuse(row, "rationale", reason, "rationale-incomplete")
        elif plan_keyed(world, row, existing, MODEL, FIELDS) is None:
            opened = row.values.get("opened_on") or first_day(world, row)
            insert = new_cluster(row.values, slugs, opened)
            ref = Ref("cluster", row.values["name"], row.key, values=insert.values)
            insert.ref = ref
            created(world, row, ref, [insert])


def new_cluster(values: dict[str, object], slugs: Slugs, opened_on: date) -> Insert:
    """The row of a new cluster."""
    return Insert(
        MODEL,
        {
            "name": values["name"],
            "slug": slugs.take(slug_base(str(values["name"]))),
            "summary": values.get("summary", ""),
            "rationale_kinds": values.get("rationale_kinds", []),
            "rationale": values.get("rationale", ""),
            "opened_on": opened_on,
            "version": 1,
        },
    )


def first_day(world: World, row: Row) -> date:
    """The first day any product of the cluster is known for, else today."""
    names = (row.key, row.values["name"])
    days = [
        day
        for product in world.rows.get("product", [])
        if product.values.get("cluster") in names
        and (day := product.values.get("introduced_on") or world.first_day_of(product))
    ]
    return min(days, default=world.today)


def _has_whole_rationale(row: Row, existing: Ref | None) -> bool:
    held = existing.values if existing else {}
    kinds = row.values.get("rationale_kinds", held.get("rationale_kinds"))
    return bool(kinds) == bool(row.values.get("rationale", held.get("rationale")))
