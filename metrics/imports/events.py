"""Raw events from a list: tickets, up/down checks, who used a product on which day."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from metrics.actions.hashing import hashed
from metrics.models import AvailabilityCheck, Ticket, UsageDay
from portfolio.kernel.importing import Action, Change, Insert, Ref, Row, Update, World

TICKET, CHECK, USAGE = "metrics.Ticket", "metrics.AvailabilityCheck", "metrics.UsageDay"

Identity = tuple[Any, ...]
Known = dict[Identity, tuple[int, dict[str, Any]]]
Wanted = tuple[Row, Ref, Identity]


@dataclass(frozen=True)
class Event:
    """How rows of one kind become rows of a table: what tells one from another, what is compared.

    `label` says which it is in the plan; who used something is never named there.
    """

    kind: str
    model: str
    identity: Callable[[World, Row, Ref], Identity]
    values: Callable[[Row, Identity], dict[str, Any]]
    compared: tuple[str, ...]
    label: Callable[[Row, Ref], str]


def plan_tickets(world: World) -> None:
    """Compare tickets with those this source told of before; the newest word counts."""
    shape = Event(
        "ticket",
        TICKET,
        lambda world, row, product: (world.source, row.values["number"]),
        lambda row, identity: {
            "source": identity[0],
            "number": identity[1],
            "opened_at": row.values["opened_at"],
            "resolved_at": row.values.get("resolved_at"),
            "priority": row.values.get("priority") or "",
        },
        ("opened_at", "resolved_at", "priority"),
        lambda row, product: f"{row.values['number']}, {product.label}",
    )
    wanted = [one for one in _wanted(world, shape) if _is_possible(world, one[0])]
    numbers = [identity[1] for _, _, identity in wanted]
    known = Ticket.objects.filter(source=world.source, number__in=numbers)
    _plan(world, shape, wanted, _read(known, ("source", "number"), shape.compared))


def _is_possible(world: World, row: Row) -> bool:
    resolved = row.values.get("resolved_at")
    if resolved is not None and resolved < row.values["opened_at"]:
        world.refuse(row, "resolved_at", "lies before the ticket was opened", "resolved-too-early")
        return False
    if row.values["opened_at"] > world.now or (resolved is not None and resolved > world.now):
        name = "resolved_at" if row.values["opened_at"] <= world.now else "opened_at"
        world.refuse(row, name, "the moment has not come yet", "in-future")
        return False
    return True


def plan_checks(world: World) -> None:
    """Compare checks of services with the known ones of the same moment."""
    shape = Event(
        "check",
        CHECK,
        lambda world, row, product: (
            product.pk,
            row.values.get("service") or "",
            row.values["at"].astimezone(datetime.UTC),
        ),
        lambda row, identity: {
            "source": "",
            "service": identity[1],
            "at": identity[2],
            "is_up": row.values["state"] == "up",
        },
        ("is_up",),
        lambda row, product: f"{product.label}, {row.values['at']:%Y-%m-%d %H:%M:%S}",
    )
    wanted = list(_wanted(world, shape))
    moments = [identity[2] for _, _, identity in wanted]
    products = {identity[0] for _, _, identity in wanted}
    known = AvailabilityCheck.objects.filter(product__in=products - {None})
    if moments:
        known = known.filter(at__range=(min(moments), max(moments)))
    _plan(world, shape, wanted, _read(known, ("product_id", "service", "at"), shape.compared))


def plan_usage(world: World) -> None:
    """Note who used what on which day; the name is hashed before it is written anywhere."""
    shape = Event(
        "usage",
        USAGE,
        lambda world, row, product: (product.pk, hashed(row.values["person"]), row.values["on"]),
        lambda row, identity: {"source": "", "who": identity[1], "on": identity[2]},
        (),
        lambda row, product: f"{product.label}, {row.values['on'].isoformat()}",
    )
    wanted = list(_wanted(world, shape))
    days = [identity[2] for _, _, identity in wanted]
    products = {identity[0] for _, _, identity in wanted}
    known = UsageDay.objects.filter(product__in=products - {None})
    if days:
        known = known.filter(on__range=(min(days), max(days)))
    _plan(world, shape, wanted, _read(known, ("product_id", "who", "on"), shape.compared))


def _wanted(world: World, shape: Event) -> Iterable[Wanted]:
    """Rows whose product is known; one that stands twice in other words is refused."""
    seen: dict[tuple[int, Identity], Row] = {}
    for row in world.rows.get(shape.kind, []):
        product = world.resolve(row, "product")
        if product is None:
            continue
        identity = shape.identity(world, row, product)
        first = seen.setdefault((id(product), identity), row)
        if first is row:
            yield row, product, identity
        else:
            reason = f"the same {shape.kind} stands in {first.origin.label} too"
            world.refuse(row, "product", reason, "key-twice")


def _read(rows: QuerySet[Any], names: tuple[str, ...], compared: tuple[str, ...]) -> Known:
    found = rows.values("pk", "product_id", *names, *compared).iterator(5000)
    return {tuple(row[name] for name in names): (row["pk"], row) for row in found}


def _plan(world: World, shape: Event, wanted: list[Wanted], known: Known) -> None:
    for row, product, identity in wanted:
        held = known.get(identity) if product.pk is not None or shape.kind == "ticket" else None
        values = {**shape.values(row, identity), "source": world.source}
        label = shape.label(row, product)
        if held is None:
            insert = Insert(shape.model, {**values, "product_id": product, "changed_at": world.now})
            change = Change(Action.CREATE, shape.kind, label, row.origin, operations=[insert])
        else:
            change = _compared(world, shape, row, product, values, held)
            change.label = label
        world.plan.changes.append(change)


def _compared(
    world: World,
    shape: Event,
    row: Row,
    product: Ref,
    values: dict[str, Any],
    held: tuple[int, dict[str, Any]],
) -> Change:
    """What differs from the known row; what this row leaves empty stays as it is."""
    pk, old = held
    wanted = {name: values[name] for name in shape.compared if values[name] not in (None, "")}
    wanted["product_id"] = product.pk
    before = {name: old[name] for name, value in wanted.items() if old[name] != value}
    if not before:
        return Change(Action.SAME, shape.kind, "", row.origin)
    after = {name: wanted[name] for name in before}
    words = [(name, _said(before[name]), _said(after[name])) for name in before]
    update = Update(shape.model, pk, before, {**after, "changed_at": world.now})
    return Change(Action.CHANGE, shape.kind, "", row.origin, fields=words, operations=[update])


def _said(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="seconds")
    return {True: "up", False: "down", None: ""}.get(value, str(value))  # type: ignore[call-overload]
