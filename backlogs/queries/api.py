"""Items, events and moves as the API tells them: plain values, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q

from backlogs.models import Backlog, Item, Move, StateEvent
from backlogs.queries.lists import limits_on
from backlogs.queries.selection import Selection
from backlogs.values import BacklogPolicy, Filters, ItemState, Reference, allowed_states
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from products.models import Cluster, Product

ITEM = {
    "product_key": F("product__key"),
    "product_slug": F("product__slug"),
    "cluster_slug": F("cluster__slug"),
    "assignee_slug": F("assignee__slug"),
}
ITEM_NAMES = (
    "number", "title", "type", "dimension", "state", "effort", "created_at", "touched_at",
    "version",
)  # fmt: skip
Rows = list[dict[str, Any]]


def item_rows(
    person: Person, said: Mapping[str, Any], moment: Moment
) -> tuple[Rows, bool, int | None]:
    """A page of items in order, whether there are more, and the version of the one list shown.

    The version is read first: an order that changes meanwhile is then told as an older one, which
    a move answers with 409, never as a newer one.
    """
    cluster_id = _cluster_of(said)
    version = _version(cluster_id)
    items = Item.objects.all()
    if "product" in said:
        items = items.filter(product__slug=said["product"])
    if cluster_id is not None:
        items = items.filter(cluster_id=cluster_id)
    if "after" in said:
        items = items.filter(_behind(said["after"]))
    rows = _selection(person, said, moment).items(items).order_by("cluster_id", "rank")
    found = list(rows.values(*ITEM_NAMES, **ITEM)[: said["limit"] + 1])
    shown = [_item(row) for row in found[: said["limit"]]]
    return shown, len(found) > said["limit"], version


def _selection(person: Person, said: Mapping[str, Any], moment: Moment) -> Selection:
    filters = Filters(
        q=" ".join(said.get("q", "").split()),
        type=said.get("type"),
        dimension=said.get("dimension"),
        state=said["state"],
        stale=said["stale"],
        unestimated=said["unestimated"],
        persona=said.get("persona", ""),
        outcome=said.get("outcome"),
        assignee=said.get("assignee", ""),
    )
    limits = limits_on(moment.on) if said["stale"] else BacklogPolicy()
    return Selection(filters, moment, limits, person_id=person.pk)


def _cluster_of(said: Mapping[str, Any]) -> int | None:
    """The one list asked for; raises `NotFound` for a cluster or product there is not."""
    if "cluster" not in said and "product" not in said:
        return None
    name = "cluster" if "cluster" in said else "product"
    rows: Any = (
        Cluster.objects.values_list("pk")
        if name == "cluster"
        else (Product.objects.values_list("cluster_id"))
    )
    found = rows.filter(slug=said[name]).first()
    if found is None:
        raise NotFound(f"There is no such {name}.", code="not_found", field=name)
    key: int = found[0]
    return key


def _version(cluster_id: int | None) -> int | None:
    if cluster_id is None:
        return None
    rows = Backlog.objects.filter(cluster_id=cluster_id)
    return rows.values_list("order_version", flat=True).first() or 0


def _behind(reference: Reference) -> Q:
    rows = Item.objects.filter(product__key=reference.key, number=reference.number)
    found = rows.values_list("cluster_id", "rank").first()
    if found is None:
        raise NotFound(f"There is no item {reference}.", code="not_found", field="after")
    cluster_id, rank = found
    return Q(cluster_id=cluster_id, rank__gt=rank) | Q(cluster_id__gt=cluster_id)


def _item(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "reference": f"{row['product_key']}-{row['number']}",
        "title": row["title"],
        "type": row["type"],
        "dimension": row["dimension"],
        "state": row["state"],
        "effort": row["effort"],
        "assignee": row["assignee_slug"],
        "product": row["product_slug"],
        "cluster": row["cluster_slug"],
        "created_at": row["created_at"].isoformat(),
        "touched_at": row["touched_at"].isoformat(),
        "version": row["version"],
    }


def item_whole(key: int) -> dict[str, Any]:
    """One item with everything, its place in the order included."""
    names = (*ITEM_NAMES, "description", "cluster_id", "rank")
    row = Item.objects.filter(pk=key).values(*names, **ITEM).first()
    if row is None:
        raise NotFound("There is no such item.", code="not_found")
    state = ItemState(row["state"])
    above = Item.objects.unfinished().filter(cluster_id=row["cluster_id"], rank__lt=row["rank"])
    return _item(row) | {
        "description": row["description"],
        "position": None if state.is_closed else above.count() + 1,
        "order_version": _version(row["cluster_id"]),
        "next_states": [str(one) for one in allowed_states(state)],
    }


def event_rows(said: Mapping[str, Any]) -> tuple[Rows, bool]:
    """A page of changes of state, in the order they were written down, and whether more follow."""
    columns = {"product": "product__slug", "to_state": "to_state", "cluster": "item__cluster__slug"}
    return _trail(StateEvent.objects.all(), said, columns, event_row, "product", "by")


def event_row(event: StateEvent) -> dict[str, Any]:
    """One change of state."""
    return {
        "id": event.pk,
        "item": f"{event.item.product.key}-{event.item.number}",
        "product": event.product.slug,
        "at": event.at.isoformat(),
        "from_state": event.from_state or None,
        "to_state": event.to_state,
        "by": event.by.slug if event.by else None,
        "reason": event.reason,
    }


def move_rows(said: Mapping[str, Any]) -> tuple[Rows, bool]:
    """A page of moves, oldest first, and whether more follow."""
    columns = {"cluster": "cluster__slug"}
    return _trail(Move.objects.all(), said, columns, _move_row, "cluster", "by", "follows__product")


def _move_row(move: Move) -> dict[str, Any]:
    follows = move.follows
    return {
        "id": move.pk,
        "cluster": move.cluster.slug,
        "order_version": move.version,
        "item": f"{move.item.product.key}-{move.item.number}",
        "follows": f"{follows.product.key}-{follows.number}" if follows else None,
        "by": move.by.slug if move.by else None,
        "at": move.at.isoformat(),
    }


def _trail(
    rows: Any, said: Mapping[str, Any], columns: Mapping[str, str], shape: Any, *beside: str
) -> tuple[Rows, bool]:
    """Rows behind the id asked for, each with its item's name; one statement."""
    for name, column in columns.items():
        if name in said:
            rows = rows.filter(**{column: said[name]})
    if "item" in said:
        wanted: Reference = said["item"]
        rows = rows.filter(item__product__key=wanted.key, item__number=wanted.number)
    rows = rows.filter(pk__gt=said.get("after", 0)).select_related("item__product", *beside)
    found = list(rows.order_by("pk")[: said["limit"] + 1])
    return [shape(row) for row in found[: said["limit"]]], len(found) > said["limit"]
