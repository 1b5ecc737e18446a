"""One item with everything that happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from backlogs.actions.living import IS_RETIRED
from backlogs.calculations.freshness import is_stale
from backlogs.models import Item
from backlogs.queries.addresses import at_of
from backlogs.queries.clock import ends
from backlogs.queries.lists import limits_on
from backlogs.queries.outcome_reviews import ReviewLine, review_lines
from backlogs.queries.outcomes import WITH_OUTCOME, OutcomeLines, lacks_outcome, outcome_lines
from backlogs.queries.roadmap_standing import on_roadmap, roadmap_words
from backlogs.queries.scoring import score_words
from backlogs.queries.steps import Step, steps_from
from backlogs.queries.talk import Talk, talk_of
from backlogs.queries.trail import Entry, trail_of
from backlogs.values import (
    BacklogPolicy,
    Dimension,
    ItemState,
    ItemType,
    Reference,
)
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.markdown import rendered
from portfolio.kernel.moments import Moment
from products.permissions import edits_backlog

NOT_THERE = "There is no such item."


@dataclass(frozen=True)
class ItemPage:
    """Ready values for an item, on its page and beside the list."""

    reference: str
    title: str
    description: SafeString
    type: ItemType
    dimension: Dimension
    state: ItemState
    effort: int | None
    assignee: str
    product: str
    product_slug: str
    cluster_slug: str
    cluster: str
    created: datetime
    touched: datetime
    is_stale: bool
    above: str
    below: str
    order_version: int
    version: int
    can_edit: bool
    can_move: bool
    steps: tuple[Step, ...]
    trail: tuple[Entry, ...]
    talk: Talk
    outcome: OutcomeLines | None
    reviews: tuple[ReviewLine, ...]
    lacks_outcome: bool
    score: str
    roadmap: str
    url: str
    roadmap_url: str
    list_url: str
    cluster_url: str


def find_item(reference: Reference) -> Item:
    """The item with its product and cluster; raises `NotFound`."""
    rows = Item.objects.select_related("product", "cluster", "assignee", *WITH_OUTCOME)
    found = rows.filter(product__key=reference.key, number=reference.number).first()
    if found is None:
        raise NotFound(NOT_THERE, code="not_found")
    return found


# By hand, for the same reason as the statements of a move itself (`actions/places.py`).
_PAIR = """
SELECT i.*, p.key FROM backlogs_item i JOIN products_product p ON p.id = i.product_id
 WHERE (p.key, i.number) IN ((%s, %s), (%s, %s))
"""


def find_pair(reference: Reference, other: Reference | None) -> tuple[Item, Item | None]:
    """The item and its wanted neighbour in one query; raises `NotFound` for either."""
    if other is None:
        return find_item(reference), None
    asked = [reference.key, reference.number, other.key, other.number]
    rows: Any = Item.objects.raw(_PAIR, asked)
    found = {Reference(row.key, row.number): row for row in rows}
    if reference not in found:
        raise NotFound(NOT_THERE, code="not_found")
    if other not in found:
        raise NotFound(
            f"{other} is no longer there. Your item stays where it was.", code="neighbour_gone"
        )
    return found[reference], found[other]


def find_items(references: Sequence[Reference]) -> list[Item]:
    """These items in no particular order; raises `NotFound` unless every one is there."""
    wanted = set(references)
    rows = Item.objects.filter(
        product__key__in={one.key for one in wanted}, number__in={one.number for one in wanted}
    )
    found = {
        Reference(item.product.key, item.number): item for item in rows.select_related("product")
    }
    gone = [one for one in references if one not in found]
    if gone:
        raise NotFound(f"{gone[0]} is no longer there.", code="not_found")
    return [found[one] for one in wanted]


def item_detail_page(person: Person, reference: Reference, moment: Moment) -> ItemPage:
    """The item as of a moment: its state then, its words as they are now."""
    item: Any = (
        _with_neighbours().filter(product__key=reference.key, number=reference.number).first()
    )
    end = ends(moment.on)
    if item is None or item.created_at >= end:
        raise NotFound(NOT_THERE, code="not_found")
    history = trail_of(item, end)
    state = ItemState(item.state) if not moment.is_past else history.state
    touched = item.touched_at if not moment.is_past else min(item.touched_at, history.newest)
    can_edit = not (moment.is_past or item.is_retired) and edits_backlog(person, item.cluster_id)
    limits = limits_on(moment.on)
    return ItemPage(
        reference=str(reference),
        title=item.title,
        description=rendered(item.description),
        type=ItemType(item.type),
        dimension=Dimension(item.dimension),
        state=state,
        effort=item.effort,
        assignee=item.assignee.name if item.assignee else "",
        product=item.product.name,
        product_slug=item.product.slug,
        cluster_slug=item.cluster.slug,
        cluster=item.cluster.name,
        created=item.created_at,
        touched=touched,
        is_stale=not state.is_closed
        and is_stale(timezone.localdate(touched), moment.on, limits.item_stale_days),
        above=_name(item.above_key, item.above_number),
        below=_name(item.below_key, item.below_number),
        order_version=item.order_version or 0,
        version=item.version,
        can_edit=can_edit,
        can_move=can_edit and not state.is_closed,
        steps=steps_from(state, lacks_outcome(item)),
        trail=history.entries,
        **_worth(item, limits, moment, state),
        talk=talk_of(person, item, moment, end),
        **_addresses(item, reference, at_of(moment)),
    )


def _worth(item: Item, limits: BacklogPolicy, moment: Moment, state: ItemState) -> dict[str, Any]:
    """What it is to change, what came of it, and what it scores."""
    reference = f"{item.product.key}-{item.number}"
    is_shipped = state is ItemState.SHIPPED
    return {
        "roadmap": "" if moment.is_past else roadmap_words(item),
        "outcome": outcome_lines(item, at_of(moment)),
        "reviews": review_lines(item, reference, moment) if is_shipped else (),
        "lacks_outcome": lacks_outcome(item),
        "score": score_words(item, limits.scheme),
    }


def _addresses(item: Item, reference: Reference, at: str) -> dict[str, Any]:
    return {
        "url": reverse("backlogs:item-detail", args=[reference]),
        "list_url": reverse("backlogs:product-backlog", args=[item.product.slug]) + at,
        "roadmap_url": reverse("backlogs:product-roadmap", args=[item.product.slug]) + at,
        "cluster_url": reverse("backlogs:cluster-backlog", args=[item.cluster.slug]) + at,
    }


def _with_neighbours() -> Any:
    """Items with the open items directly above and below, for the buttons that move by one."""
    around = Item.objects.unfinished().filter(cluster=OuterRef("cluster"))
    above = around.filter(rank__lt=OuterRef("rank")).order_by("-rank")
    below = around.filter(rank__gt=OuterRef("rank")).order_by("rank")
    return Item.objects.select_related("product", "cluster", "assignee", *WITH_OUTCOME).annotate(
        above_key=Subquery(above.values("product__key")[:1]),
        above_number=Subquery(above.values("number")[:1]),
        below_key=Subquery(below.values("product__key")[:1]),
        below_number=Subquery(below.values("number")[:1]),
        **on_roadmap(),
        is_retired=IS_RETIRED,
        order_version=F("cluster__backlog__order_version"),
    )


def _name(key: str | None, number: int | None) -> str:
    return f"{key}-{number}" if key else ""
