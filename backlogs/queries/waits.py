"""Waits in a few words: for a row of a list, and for who ships what others wait for."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Case, CharField, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Concat

from backlogs.models import Item, Wait
from backlogs.values import ItemState, Reference
from portfolio.kernel.words import joined

CLOSED = [ItemState.SHIPPED.value, ItemState.DROPPED.value]


def blockers() -> Any:
    """What each item of a query waits for and did not get: `CR-7, PAY-3 (dropped)`; NULL for none.

    It comes along with the rows, so a list costs no statement more.
    """
    name = Concat(
        "blocker__product__key",
        Value("-"),
        Cast("blocker__number", CharField()),
        Case(When(blocker__state=ItemState.DROPPED, then=Value(" (dropped)")), default=Value("")),
        output_field=CharField(),
    )
    rows: Any = Wait.objects.standing().filter(item=OuterRef("pk"))
    rows = rows.exclude(blocker__state=ItemState.SHIPPED).order_by().values("item")
    return Subquery(rows.annotate(names=StringAgg(name, ", ", order_by="pk")).values("names"))


def waiting_words(item: Item, state: str) -> str:
    """What is to be said of the open items that wait for one that is closed now; or nothing."""
    if state not in CLOSED:
        return ""
    waits = Wait.objects.standing().filter(blocker=item).exclude(item__state__in=CLOSED)
    keys = waits.order_by("pk").values_list("item__product__key", "item__number")
    names = [str(Reference(key, number)) for key, number in keys]
    if not names:
        return ""
    verb = "waits" if len(names) == 1 else "wait"
    if state == ItemState.SHIPPED:
        return f" {joined(names)} no longer {verb} for it."
    return f" {joined(names)} still {verb} for it."
