"""Products from a list: matched by key, then by name; a new one gets its cluster and placement."""

from __future__ import annotations

from collections import Counter

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Count

from people.slugs import Slugs, slug_base
from portfolio.kernel.errors import Conflict
from portfolio.kernel.importing import Insert, Operation, Ref, Row, World, created, plan_keyed
from products.actions.products import key_base
from products.imports.clusters import mentioned_products, new_cluster
from products.models import Cluster, Product

MODEL = "products.Product"
FIELDS = {
    "name": "name",
    "kind": "kind",
    "summary": "summary",
    "business_domain": "business_domain",
    "eligible_users": "eligible_users",
    "daily_users": "daily_users",
}
READ = (*FIELDS.values(), "version", "cluster_id", "key")


def load_products(world: World) -> None:
    """Find every product the rows may mean. Their clusters are found, and held, already."""
    products = mentioned_products(world)
    if products is None:
        return
    if world.lock:
        products = products.select_for_update(no_key=True)
    for product in products.order_by("pk"):
        if ("cluster", product.cluster_id) not in world.by_pk:
            raise Conflict(
                f"{product.name} moved to another cluster meanwhile. Look again and repeat it.",
                code="product_moved",
            )
        values = {name: getattr(product, name) for name in READ}
        ref = Ref("product", product.name, "", product.pk, values)
        world.add(ref)
        world.by_slug["product", product.slug] = ref


def plan_products(world: World) -> None:
    """Compare the rows with the products found."""
    rows = world.rows.get("product", [])
    if not rows:
        return
    slugs = Slugs(Product.objects.values_list("slug", flat=True))
    keys = Slugs(Product.objects.values_list("key", flat=True))
    cluster_slugs = world.memo(
        "cluster slugs", lambda: Slugs(Cluster.objects.values_list("slug", flat=True))
    )
    crowded = _crowded(world, rows)
    for row in rows:
        existing = _existing(world, row)
        if existing is None:
            _create(world, row, slugs, keys, cluster_slugs, crowded)
        elif not _moves(world, row, existing):
            plan_keyed(world, row, existing, MODEL, FIELDS)


def _existing(world: World, row: Row) -> Ref | None:
    keyed = world.keyed("product", row.key)
    if keyed is not None:
        return keyed
    named = world.unclaimed("product", row.values["name"])
    return named[0] if len(named) == 1 else None


def _moves(world: World, row: Row, existing: Ref) -> bool:
    """Whether the row names another cluster: refused, since a move takes the backlog along."""
    if "cluster" not in row.values or row.create_only:
        return False
    cluster = world.resolve(row, "cluster")
    if cluster is None or cluster.pk == existing.values["cluster_id"]:
        return cluster is None
    reason = (
        f"“{existing.label}” is in another cluster. Moving it takes its backlog along, which an "
        "import doesn't do: move it in the app"
    )
    world.refuse(row, "cluster", reason, "moves-cluster")
    return True


def _create(
    world: World, row: Row, slugs: Slugs, keys: Slugs, cluster_slugs: Slugs, crowded: set[str]
) -> None:
    name = row.values["name"]
    since = row.values.get("introduced_on") or world.first_day_of(row) or world.today
    if world.first_day_of(row) is None:
        reason = f"no stage is given for “{name}” with a clear date, and a product has to have one"
        world.refuse(row, "name", reason, "no-stage")
        return
    operations: list[Operation] = []
    cluster = _home(world, row, operations, cluster_slugs, crowded)
    if cluster is None:
        return
    ref = Ref("product", name, row.key, extra={"cluster": cluster})
    values = {field: row.values[field] for field in FIELDS if field in row.values}
    values |= {
        "slug": slugs.take(slug_base(name)),
        "key": keys.take(key_base(name), separator=""),
        "cluster_id": cluster,
        "introduced_on": since,
        "version": 1,
    }
    placement = {"product_id": ref, "cluster_id": cluster, "period": DateRange(since, None, "[)")}
    operations += [Insert(MODEL, values, ref), Insert("products.Placement", placement)]
    created(world, row, ref, operations)


def _home(
    world: World, row: Row, operations: list[Operation], slugs: Slugs, crowded: set[str]
) -> Ref | None:
    """The cluster the row names, or a new cluster of one; None after a refusal."""
    if "cluster" not in row.values:
        since = row.values.get("introduced_on") or world.first_day_of(row) or world.today
        ref = Ref("cluster", row.values["name"])
        insert = new_cluster({"name": row.values["name"]}, slugs, since)
        insert.ref = ref
        operations.append(insert)
        world.add(ref)
        return ref
    cluster = world.resolve(row, "cluster")
    if cluster is not None and row.values["cluster"] in crowded:
        reason = (
            f"“{cluster.label}” would hold several products without saying why they belong "
            "together. Give the cluster rationale_kinds and a rationale"
        )
        world.refuse(row, "cluster", reason, "rationale-missing")
        return None
    return cluster


def _crowded(world: World, rows: list[Row]) -> set[str]:
    """Names of clusters that would hold two products or more and give no rationale."""
    named = Counter(row.values["cluster"] for row in rows if "cluster" in row.values)
    refs = {text: ref for text in named if (ref := world.found("cluster", text)) is not None}
    pks = [ref.pk for ref in refs.values() if ref.pk is not None]
    held = dict(
        Product.objects.filter(cluster__in=pks)
        .values_list("cluster")
        .annotate(Count("pk"))
        .order_by()
    )
    return {
        text
        for text, ref in refs.items()
        if not ref.values.get("rationale_kinds")
        and (named[text] > 1 or held.get(ref.pk or 0, 0) > 0)
    }
