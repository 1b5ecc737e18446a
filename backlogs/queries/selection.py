"""Which items a list shows: its filters as conditions, now or as of a past day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Subquery

from backlogs.models import Item
from backlogs.queries.clock import ends
from backlogs.queries.flow import STARTED
from backlogs.queries.state import CLOSED, as_of
from backlogs.values import ALL, DOING, OPEN, BacklogPolicy, Filters, Reference
from portfolio.kernel.moments import Moment


@dataclass(frozen=True)
class Selection:
    """The filters of a list at a moment; `only` are the items a figure counts, if one is asked."""

    filters: Filters
    moment: Moment
    limits: BacklogPolicy
    only: frozenset[int] | None = None

    def items(self, items: Any) -> Any:
        """`items` narrowed to those shown, with `shown_state` and `shown_touched`."""
        filters = self.filters
        if self.moment.is_past:
            then = as_of(items, ends(self.moment.on))
            rows = then.annotate(shown_state=F("state_then"), shown_touched=F("touched_then"))
            state = "state_then"
        else:
            rows = items.annotate(shown_state=F("state"), shown_touched=F("touched_at"))
            state = "state"
        if filters.state == OPEN:
            rows = rows.exclude(**{f"{state}__in": CLOSED})
        elif filters.state == DOING:
            rows = rows.filter(**{f"{state}__in": STARTED})
        elif filters.state != ALL:
            rows = rows.filter(**{state: filters.state})
        if filters.type:
            rows = rows.filter(type=filters.type)
        if filters.dimension:
            rows = rows.filter(dimension=filters.dimension)
        if self.only is not None:
            rows = rows.filter(pk__in=self.only)
        if filters.q:
            rows = rows.filter(_words(filters.q))
        return self.stale(rows) if filters.stale else rows

    def stale(self, items: Any) -> Any:
        """Those of `items` nobody touched for too long; closed ones are at rest, not stale."""
        last = self.moment.on - timedelta(days=self.limits.item_stale_days)
        return items.filter(shown_touched__lt=ends(last)).exclude(shown_state__in=CLOSED)

    def before(self, items: Any) -> Any:
        """Those of `items` on earlier pages: up to the item named `after`; none on the first."""
        if self.filters.after is None:
            return items.none()
        return items.filter(rank__lte=Subquery(rank_of(self.filters.after)))

    def page(self, items: Any) -> Any:
        """Those of `items` from this page on."""
        if self.filters.after is None:
            return items
        return items.filter(rank__gt=Subquery(rank_of(self.filters.after)))


def rank_of(reference: Reference) -> QuerySet[Item, Any]:
    """The rank of the item with this reference, as a subquery."""
    rows = Item.objects.filter(product__key=reference.key, number=reference.number)
    return rows.values("rank")[:1]


def _words(text: str) -> Q:
    """Every word occurs in the title, or the whole is a reference."""
    found = Q()
    for word in text.split():
        found &= Q(title__icontains=word)
    reference = Reference.parse(text)
    if reference is None:
        return found
    return found | Q(product__key=reference.key, number=reference.number)
