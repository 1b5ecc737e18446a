"""Products begin, are reworded and move between clusters."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import transaction

from people.models import Person
from people.slugs import free_slug, unused
from portfolio.kernel.errors import Conflict, Refused
from products.actions.clusters import create_cluster
from products.actions.periods import from_day, succeed
from products.models import Cluster, Placement, Product, StagePeriod
from products.values import Stage

EDITABLE = ("name", "kind", "summary", "business_domain", "eligible_users", "daily_users")


@transaction.atomic
def create_product(
    by: Person | None,
    *,
    name: str,
    introduced_on: date,
    cluster: Cluster | None = None,
    key: str = "",
    stage: str = Stage.INTRODUCTION,
    **fields: Any,
) -> Product:
    """Begin a product in a stage and a cluster; without one it becomes a cluster of one.

    `fields` may hold any of `EDITABLE`. Raises `Refused` when the cluster would hold a second
    product without saying why they belong together.
    """
    home = cluster or create_cluster(by, name=name, opened_on=introduced_on)
    home = Cluster.objects.select_for_update(no_key=True).get(pk=home.pk)
    _check_room(home)
    product = Product.objects.create(
        name=name,
        slug=free_slug(Product.objects.all(), name),
        key=key or free_key(name),
        cluster=home,
        introduced_on=introduced_on,
        **fields,
    )
    period = from_day(introduced_on)
    Placement.objects.create(product=product, cluster=home, period=period)
    StagePeriod.objects.create(product=product, stage=stage, period=period, changed_by=by)
    return product


@transaction.atomic
def edit_product(by: Person, product: Product, version: int, **fields: Any) -> Product:
    """Reword a product; raises `Conflict` when somebody saved since `version` was read."""
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    if locked.version != version:
        raise Conflict("Somebody changed this product meanwhile.", code="stale_version")
    for name in EDITABLE:
        if name in fields:
            setattr(locked, name, fields[name])
    locked.version += 1
    locked.save()
    return locked


def place_product(
    by: Person | None, product: Product, cluster: Cluster, on: date, reason: str = ""
) -> Placement:
    """Write the product's new cluster: its dated placement and the current one.

    Part of a move: the caller holds the transaction and moves the backlog items as well (see
    `backlogs.actions.placement`), which this room cannot know.
    """
    _check_room(cluster)
    row = succeed(
        Placement.objects.filter(product=product),
        on,
        product=product,
        cluster=cluster,
        reason=reason,
    )
    product.cluster = cluster
    product.save(update_fields=["cluster"])
    return row


def _check_room(cluster: Cluster) -> None:
    if not cluster.rationale_kinds and cluster.products.exists():
        raise Refused(
            f"Say first why the products of {cluster.name} belong together: same users, same "
            "business domain, or technical dependence.",
            code="rationale_missing",
            field="cluster",
        )


def free_key(name: str) -> str:
    """A short unused key made of the name's initials or first letters: Crew Roster → CR."""
    base = key_base(name)
    taken = set(Product.objects.filter(key__startswith=base).values_list("key", flat=True))
    return unused(base, taken, separator="")


def key_base(name: str) -> str:
    """Two to six capitals that say which product: the initials, or the first letters."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    letters = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)[:4]
    base = re.sub(r"^[^A-Z]+", "", letters.upper())[:6]
    return base if len(base) > 1 else f"P{base}X"[:6]
