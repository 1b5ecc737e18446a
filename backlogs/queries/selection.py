"""Which items a list shows: its filters as conditions, now or as of a past day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.db.models import F, Q

from backlogs.queries.clock import ends
from backlogs.queries.flow import STARTED
from backlogs.queries.outcomes import HAS_OUTCOME, LACKS_OUTCOME
from backlogs.queries.sorting import following, preceding, scored
from backlogs.queries.state import CLOSED, as_of
from backlogs.queries.words import words_match
from backlogs.values import ALL, DOING, ME, OPEN, BacklogPolicy, Filters, OutcomeFilter, Sort
from portfolio.kernel.moments import Moment

OUTCOMES = {OutcomeFilter.ANY: HAS_OUTCOME, OutcomeFilter.NONE: LACKS_OUTCOME}


@dataclass(frozen=True)
class Selection:
    """The filters of a list at a moment, for the person who looks.

    `counted` are the items behind each figure the filters name. `near` also takes words that are
    spelled nearly like those looked for. Nothing outside `within` is ever shown.
    """

    filters: Filters
    moment: Moment
    limits: BacklogPolicy
    counted: Mapping[str, frozenset[int]] = field(default_factory=dict)
    person_id: int | None = None
    near: bool = False
    within: Q | None = None

    def widened(self) -> Selection:
        """The same with words that are spelled nearly alike."""
        return replace(self, near=True)

    def found_in(self, items: Any) -> Selection:
        """This, or where none of `items` is spelled so, the same widened."""
        return self.widened() if self.filters.q and not self.items(items).exists() else self

    def items(self, items: Any) -> Any:
        """`items` narrowed to those shown, with `shown_state` and `shown_touched`."""
        return self.dated(items).filter(*self.conditions().values())

    def dated(self, items: Any) -> Any:
        """`items` there were at the moment, with `shown_state` and `shown_touched` of then."""
        if self.filters.sort is Sort.SCORE:
            items = scored(items, self.limits.scheme)
        if self.moment.is_past:
            then = as_of(items, ends(self.moment.on))
            return then.annotate(shown_state=F("state_then"), shown_touched=F("touched_then"))
        return items.annotate(shown_state=F("state"), shown_touched=F("touched_at"))

    def conditions(self) -> dict[str, Q]:
        """What each filter that holds asks of an item, by its name in the address.

        Products are left to who knows which ones the list has.
        """
        filters = self.filters
        found = {
            "within": self.within,
            "q": words_match(filters.q, near=self.near) if filters.q else None,
            "state": self._state(),
            "type": Q(type=filters.type) if filters.type else None,
            "dimension": Q(dimension=filters.dimension) if filters.dimension else None,
            "persona": Q(outcome__persona__slug=filters.persona) if filters.persona else None,
            "outcome": OUTCOMES[filters.outcome] if filters.outcome else None,
            "assignee": self._assignee() if filters.assignee else None,
            "stale": self.stale if filters.stale else None,
            "unestimated": Q(effort__isnull=True) if filters.unestimated else None,
            **{name: Q(pk__in=keys) for name, keys in self.counted.items()},
        }
        return {name: condition for name, condition in found.items() if condition is not None}

    def _state(self) -> Q | None:
        state = self.filters.state
        if state == ALL:
            return None
        if state == OPEN:
            return ~Q(shown_state__in=CLOSED)
        return Q(shown_state__in=STARTED) if state == DOING else Q(shown_state=state)

    def _assignee(self) -> Q:
        if self.filters.assignee == ME:
            return Q(assignee=self.person_id)
        return Q(assignee__slug=self.filters.assignee)

    @property
    def stale(self) -> Q:
        """Nobody touched it for too long; closed items are at rest, not stale."""
        last = self.moment.on - timedelta(days=self.limits.item_stale_days)
        return Q(shown_touched__lt=ends(last)) & ~Q(shown_state__in=CLOSED)

    @property
    def before(self) -> Q | None:
        """Up to the item named `after`, or before the one named `until`; None on a first page."""
        filters = self.filters
        if filters.until is not None:
            return preceding(filters.sort, filters.until, self.limits.scheme)
        if filters.after is not None:
            return ~following(filters.sort, filters.after, self.limits.scheme)
        return None

    @property
    def page(self) -> Q:
        """From this page on, in the direction it is read."""
        filters = self.filters
        if filters.until is not None:
            return preceding(filters.sort, filters.until, self.limits.scheme)
        return (
            following(filters.sort, filters.after, self.limits.scheme)
            if filters.after is not None
            else Q()
        )
