"""The demo's retirements under way, and what its owners answered to the yearly question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from people.models import Person
from portfolio.demo.series import Clock
from products.actions.investment import answer_question
from products.actions.retirement import keep_plan, name_data, note_progress, settle
from products.models import Ownership, Product


def build_lifecycle(
    content: Mapping[str, Any], products: Mapping[str, Product], clock: Clock
) -> None:
    """Plans and answers, each in the name of the owner of its day."""
    for entry in content["retirement"]:
        _retire(entry, products, clock)
    for entry in content["answer"]:
        product, ago = products[entry["product"]], entry["ago"]
        by, on = _owner(product, clock, ago), clock.day(ago)
        answer_question(by, product, entry["answer"], on, entry["reason"])


def _retire(entry: Mapping[str, Any], products: Mapping[str, Product], clock: Clock) -> None:
    product, by = products[entry["product"]], _owner(products[entry["product"]], clock, 0)
    keep_plan(
        by,
        product,
        0,
        on=clock.day(entry["ago"]),
        successor=products.get(entry.get("successor", "")),
        none_needed=entry.get("none_needed", ""),
        told_on=clock.day(entry["told"]),
        told_how=entry["told_how"],
        users_total=entry.get("users"),
        migrate_by=clock.day(entry["until"]) if "until" in entry else None,
    )
    for ago, moved, note in entry["progress"]:
        note_progress(by, product, clock.day(ago), moved=moved, note=note)
    keys = {title: f"data:{name_data(by, product, title).pk}" for title in entry["data"]}
    for title, ago, how in entry["settled"]:
        settle(by, product, keys[title], clock.day(ago), how)


def _owner(product: Product, clock: Clock, ago: int) -> Person | None:
    """Whoever was accountable for the product's cluster on that day."""
    rows = Ownership.objects.on(clock.day(ago)).filter(cluster=product.cluster_id)
    row = rows.select_related("person").first()
    return row.person if row else None
