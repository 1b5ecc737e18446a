"""What a typed line or a form wants on a roadmap: the item it names, or a theme."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from backlogs.actions.roadmap import NewEntry
from backlogs.models import Item
from backlogs.queries.homes import Home
from backlogs.queries.items import find_item, find_items
from backlogs.values import Reference
from portfolio.kernel.errors import NotFound, Refused

_LEADING: Final = re.compile(r"^([A-Za-z][A-Za-z0-9]{1,11}-[1-9][0-9]{0,8})(?=\s|$)")


def wanted_entry(home: Home, given: Mapping[str, Any]) -> NewEntry:
    """An item where the text begins with the reference of one of the cluster's, else a theme.

    `CR-198` alone must be an item; `ISO-9001 certified` is a theme when no such item is there.
    Raises `Refused` for an item of another cluster.
    """
    text = str(given["what"]).strip()
    sentence = given["sentence"]
    leading = _LEADING.match(text)
    reference = Reference.parse(leading[1]) if leading else None
    item = _item(reference, is_whole=leading is not None and leading[0] == text)
    if item is not None:
        if item.cluster_id != home.cluster.pk:
            raise Refused(
                f"{reference} is not {home.cluster.name}'s.", code="other_cluster", field="what"
            )
        if given["gathers"]:
            raise Refused("Only a theme gathers items.", code="not_a_theme", field="gathers")
        return NewEntry(item=item, sentence=sentence)
    product = given.get("product") or (home.products[0] if len(home.products) == 1 else None)
    return NewEntry(
        title=text, sentence=sentence, product=product, gathers=found_items(given["gathers"])
    )


def found_items(references: Sequence[Reference]) -> list[Item]:
    """These items; raises `Refused` (field `gathers`) when one is not there."""
    try:
        return find_items(references)
    except NotFound as gone:
        raise Refused(gone.message, code="item_gone", field="gathers") from gone


def _item(reference: Reference | None, *, is_whole: bool) -> Item | None:
    if reference is None:
        return None
    try:
        return find_item(reference)
    except NotFound as gone:
        if is_whole:
            raise Refused(
                f"There is no item {reference}.", code="item_gone", field="what"
            ) from gone
        return None
