"""What an import of items finds there, held in the order of locks everybody keeps.

Clusters by key, lists by key, items by key: the clusters are held already (`load_clusters`), so no
product leaves its list while its items are compared.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from backlogs.actions.order import lock_backlogs
from backlogs.models import Backlog, Item
from backlogs.values import Reference
from portfolio.kernel.errors import Conflict
from portfolio.kernel.importing import Ref, World

FIELDS = {name: name for name in ("title", "description", "type", "dimension", "effort")}
READ = (*FIELDS, "state", "version", "product_id", "cluster_id", "touched_at")
OWN = "own items"
"""Where the world keeps the items rows name by our own references."""


def load_items(world: World) -> None:
    """Find the items this source brought before, and those named by our own references."""
    known = set(world.known.get("item", {}).values())
    references = own_references(world)
    if known or references:
        places = _places(known, references)
    else:
        places = {}
    if world.lock:
        lock_backlogs({*places.values(), *_homes(world)})
    items = Item.objects.filter(pk__in=_among(places)).select_related("product", "assignee")
    if world.lock:
        items = items.select_for_update(no_key=True, of=("self",))
    own = world.memo(OWN, dict)
    for item in items.order_by("pk") if places else ():
        if world.lock and item.cluster_id != places[item.pk]:
            raise Conflict(
                "A product moved to another cluster meanwhile. Look again and repeat it.",
                code="product_moved",
            )
        values = {name: getattr(item, name) for name in READ}
        person = item.assignee
        values["assignee_id"] = Ref("person", person.name, "", person.pk) if person else None
        ref = Ref("item", item.title, "", item.pk, values, {"product": item.product.name})
        world.add(ref)
        reference = str(Reference(item.product.key, item.number))
        if reference in references:
            own[reference] = ref


def own_references(world: World) -> set[str]:
    """Our own names of items among the rows, `CR-198`."""
    texts = {str(row.values.get("reference", "")) for row in world.rows.get("item", [])}
    return {str(found) for text in texts if (found := Reference.parse(text))}


def _places(known: Collection[int], references: Collection[str]) -> dict[int, int]:
    """The cluster of every item known by a key of the source or by its reference."""
    keys = {reference.rpartition("-")[0] for reference in references}
    rows = Item.objects.filter(Q(pk__in=_among(known)) | Q(product__key__in=keys))
    values = rows.values_list("pk", "cluster_id", "number", "product__key")
    return {
        pk: cluster_id
        for pk, cluster_id, number, key in values
        if pk in known or f"{key}-{number}" in references
    }


def _homes(world: World) -> set[int]:
    """The clusters whose lists the rows may join."""
    texts = {str(row.values["product"]) for row in world.rows.get("item", [])}
    found = [world.found("product", text) for text in texts]
    return {ref.values["cluster_id"] for ref in found if ref is not None and ref.pk}


def _among(keys: Collection[int]) -> RawSQL:
    """Any number of keys as one parameter."""
    return RawSQL("SELECT unnest(%s::bigint[])", [sorted(keys)])


def note_new_items(cluster_ids: Collection[int]) -> None:
    """The lists have grown: their versions rise, so that an open page notices."""
    lock_backlogs(cluster_ids)
    Backlog.objects.filter(pk__in=cluster_ids).update(order_version=F("order_version") + 1)
