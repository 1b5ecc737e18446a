"""The API of the backlog: items, changes of state, moves. The same actions as the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema

from backlogs import serializers as shapes
from backlogs.actions import add_item, edit_item, move_items
from backlogs.actions.events import add_event
from backlogs.queries.api import event_row, event_rows, item_rows, item_whole, move_rows
from backlogs.queries.homes import home_of, people_of, product_of
from backlogs.queries.items import find_item, find_items
from backlogs.values import Reference
from people.models import Person
from people.once import once
from portfolio.kernel.api.answers import answer, preconditioned, tag, version_of
from portfolio.kernel.api.asking import ApiRequest
from portfolio.kernel.api.endpoint import endpoint
from portfolio.kernel.api.reading import read_body, read_query
from portfolio.kernel.api.schema import IDEMPOTENCY_KEY, IF_MATCH
from portfolio.kernel.errors import Refused
from products.permissions import require_backlog

ITEMS, EVENTS, MOVES = (["Backlog items"], ["Changes of state"], ["Moves"])


@extend_schema(
    methods=["GET"],
    summary="List items in order",
    tags=ITEMS,
    parameters=[shapes.ItemQuery],
    responses=shapes.ItemList,
)
@extend_schema(
    methods=["POST"],
    summary="Add an item",
    description="As an idea, at the end of its cluster's list or at its top.",
    tags=ITEMS,
    parameters=[IDEMPOTENCY_KEY],
    request=shapes.NewItem,
    responses={201: shapes.ItemWhole},
)
@endpoint("GET", "POST")
def api_item_list(request: ApiRequest) -> HttpResponse:
    """Open items unless `state` says otherwise; a page goes on behind the item `after`."""
    if request.method == "POST":
        return once(request, lambda: _add(request))
    said = read_query(shapes.ItemQuery, request)
    rows, has_more, version = item_rows(request.user, said, request.moment)
    after = rows[-1]["reference"] if has_more else None
    return answer({"results": rows, "next": _next(request, after), "order_version": version})


def _add(request: ApiRequest) -> HttpResponse:
    said = read_body(shapes.NewItem, request)
    product = product_of(said.pop("product"))
    require_backlog(request.user, product.cluster_id)
    said["assignee"] = _person(said["assignee"], product.cluster_id)
    item = add_item(request.user, product, **said)
    whole = item_whole(item.pk)
    name = Reference(product.key, item.number)
    headers = {"Location": reverse("backlogs:api-item-detail", args=[name])}
    return answer(whole, 201, headers | {"ETag": tag(whole["version"])})


@extend_schema(methods=["GET"], summary="Read an item", tags=ITEMS, responses=shapes.ItemWhole)
@extend_schema(
    methods=["PATCH"],
    summary="Reword an item",
    description="Fields that are left out stay. Its state is changed by an event, its place by a "
    "move.",
    tags=ITEMS,
    parameters=[IF_MATCH],
    request=shapes.ItemWords,
    responses=shapes.ItemWhole,
)
@endpoint("GET", "PATCH")
def api_item_detail(request: ApiRequest, reference: Reference) -> HttpResponse:
    """The ETag is what If-Match names to change the item."""
    item = find_item(reference)
    if request.method == "PATCH":
        require_backlog(request.user, item.cluster_id)
        version = version_of(request)
        said: dict[str, Any] = read_body(shapes.ItemWords, request, partial=True)
        if said.get("assignee"):
            said["assignee"] = _person(said["assignee"], item.cluster_id, item.assignee)
        if "product" in said:
            said["product"] = home_of(item.cluster.slug).product(said["product"])
        preconditioned(lambda: edit_item(request.user, item, version, **said), _told)
    whole = item_whole(item.pk)
    return answer(whole, headers={"ETag": tag(whole["version"])})


def _told(fields: Mapping[str, Any]) -> dict[str, Any]:
    """One side of a conflict, people and products by their names in addresses."""
    return {name: getattr(value, "slug", value) for name, value in fields.items()}


def _person(slug: str | None, cluster_id: int, also: Person | None = None) -> Person | None:
    """Somebody an item of the cluster may be given to."""
    if slug is None:
        return None
    found = next((one for one in people_of(cluster_id, also) if one.slug == slug), None)
    if found is None:
        raise Refused(
            "An item is given to the owner or somebody of the team.",
            code="no_such_person",
            field="assignee",
        )
    return found


@extend_schema(
    methods=["GET"],
    summary="List changes of state",
    tags=EVENTS,
    parameters=[shapes.EventQuery],
    responses=shapes.EventList,
)
@extend_schema(
    methods=["POST"],
    summary="Change the state of an item",
    description="200 means the item was in that state already, by the event in the answer.",
    tags=EVENTS,
    parameters=[IDEMPOTENCY_KEY],
    request=shapes.NewEvent,
    responses={201: shapes.EventRow, 200: shapes.EventRow},
)
@endpoint("GET", "POST")
def api_event_list(request: ApiRequest) -> HttpResponse:
    """Oldest first. Every figure about flow comes from these."""
    if request.method == "POST":
        return once(request, lambda: _change(request))
    rows, has_more = event_rows(read_query(shapes.EventQuery, request))
    return answer({"results": rows, "next": _next(request, rows[-1]["id"] if has_more else None)})


def _change(request: ApiRequest) -> HttpResponse:
    said = read_body(shapes.NewEvent, request)
    item = find_item(said["item"])
    require_backlog(request.user, item.cluster_id)
    event, is_new = add_event(
        request.user, item, said["to_state"], said["reason"], seen=said.get("from_state")
    )
    return answer(event_row(event), 201 if is_new else 200)


@extend_schema(
    methods=["GET"],
    summary="List moves",
    tags=MOVES,
    parameters=[shapes.TrailQuery],
    responses=shapes.MoveList,
)
@extend_schema(
    methods=["POST"],
    summary="Move items",
    description="All of them or none. 200 means everything stood there already.",
    tags=MOVES,
    parameters=[IDEMPOTENCY_KEY],
    request=shapes.NewMove,
    responses={201: shapes.Moved, 200: shapes.Moved},
)
@endpoint("GET", "POST")
def api_move_list(request: ApiRequest) -> HttpResponse:
    """Oldest first: the trail of the order."""
    if request.method == "POST":
        return once(request, lambda: _move(request))
    rows, has_more = move_rows(read_query(shapes.TrailQuery, request))
    return answer({"results": rows, "next": _next(request, rows[-1]["id"] if has_more else None)})


def _move(request: ApiRequest) -> HttpResponse:
    said = read_body(shapes.NewMove, request)
    names = list(dict.fromkeys(said["items"]))
    beside = [said[name] for name in ("after", "before") if name in said]
    found = find_items([*names, *(one for one in beside if one not in names)])
    keys = {Reference(item.product.key, item.number): item for item in found}
    items = [keys[name] for name in names]
    for cluster_id in {item.cluster_id for item in items}:
        require_backlog(request.user, cluster_id)
    moved = move_items(
        request.user,
        items,
        after=keys[said["after"]] if "after" in said else None,
        before=keys[said["before"]] if "before" in said else None,
        to=_end(said),
        list_version=said.get("order_version"),
    )
    told = {
        "cluster": items[0].cluster.slug,
        "items": [str(name) for name in names],
        "changed": moved.changed,
        "order_version": moved.order_version,
    }
    return answer(told, 201 if moved.changed else 200)


def _end(said: Mapping[str, Any]) -> str | int | None:
    if "to" in said and "position" in said:
        raise Refused("Say one place to move to.", code="place_unclear", field="to")
    place: str | int | None = said.get("to", said.get("position"))
    return place


def _next(request: ApiRequest, after: str | int | None) -> str | None:
    """This address, going on behind the last row."""
    if after is None:
        return None
    query = request.GET.copy()
    query["after"] = str(after)
    return f"{request.path}?{query.urlencode()}"
