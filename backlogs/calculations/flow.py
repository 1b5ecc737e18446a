"""Flow figures of a quarter, from state events only (DOMAIN 6, "Flow"; prose in the README).

Times are exact decimal hours. A figure that has nothing to stand on is None, never zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from backlogs.values import Dimension, ItemState, ItemType
from portfolio.kernel.numbers import EXACT, median, percentile, ratio

HOUR = Decimal(3600)
MICROSECONDS = timedelta(microseconds=1)
HOUR_IN_MICROSECONDS = HOUR.scaleb(6)
SLOW = Decimal("0.85")


@dataclass(frozen=True)
class Step:
    """One state event: when the item came to `state`."""

    at: datetime
    state: ItemState


@dataclass(frozen=True)
class Journey:
    """An item and its steps up to the moment of the figure, in order of time."""

    item_id: int
    type: ItemType
    dimension: Dimension
    effort: int | None
    steps: Sequence[Step]
    has_outcome: bool = False

    @property
    def state(self) -> ItemState:
        """Where it stands at the end."""
        return self.steps[-1].state

    @property
    def created_at(self) -> datetime:
        """When it was written down."""
        return self.steps[0].at

    @property
    def started_at(self) -> datetime | None:
        """When work on it first began."""
        return next((step.at for step in self.steps if step.state.is_started), None)

    @property
    def shipped_at(self) -> datetime | None:
        """When it was shipped, if it still is."""
        return self.steps[-1].at if self.state is ItemState.SHIPPED else None

    def until(self, end: datetime) -> Journey:
        """The same item as it stood at `end`: only the steps before."""
        return replace(self, steps=[step for step in self.steps if step.at < end])

    def spent_in(self, state: ItemState) -> int:
        """How long it was in `state` in microseconds, all stays together."""
        stays = (after.at - step.at for step, after in pairwise(self.steps) if step.state is state)
        return sum(stays, timedelta()) // MICROSECONDS

    @property
    def trip(self) -> Trip:
        """What its figures are made of, for one that ends with shipping."""
        shipped = self.steps[-1].at
        started = self.started_at
        return Trip(
            self.item_id,
            self.type,
            self.dimension,
            self.effort,
            self.has_outcome,
            lead=(shipped - self.created_at) // MICROSECONDS,
            flow=None if started is None else (shipped - started) // MICROSECONDS,
            working=self.spent_in(ItemState.IN_PROGRESS),
            waiting=self.spent_in(ItemState.WAITING),
        )


class Trip(NamedTuple):
    """A shipped item's way in numbers: times in microseconds, `flow` None if it never started."""

    item_id: int
    type: ItemType
    dimension: Dimension
    effort: int | None
    has_outcome: bool
    lead: int
    flow: int | None
    working: int
    waiting: int

    @property
    def lacks_outcome(self) -> bool:
        """Whether it ought to say what it shall change and does not."""
        return self.type.asks_for_outcome and not self.has_outcome


@dataclass(frozen=True)
class Flow:
    """The figures of one quarter for one product, one cluster or several.

    `asking` shipped items ought to say what they change, `without_outcome` of them do not.
    """

    shipped: int = 0
    started: int = 0
    load: int = 0
    points: int = 0
    unestimated: int = 0
    asking: int = 0
    without_outcome: int = 0
    flow_median: Decimal | None = None
    flow_p85: Decimal | None = None
    lead_median: Decimal | None = None
    efficiency: Decimal | None = None
    by_type: Mapping[ItemType, int] = field(default_factory=dict)
    by_dimension: Mapping[Dimension, int] = field(default_factory=dict)
    shipped_ids: tuple[int, ...] = ()
    started_ids: tuple[int, ...] = ()


def hours(first: datetime, last: datetime) -> Decimal:
    """Hours from `first` to `last`, whatever the decimal context."""
    gap = last - first
    seconds = Decimal(gap.days * 86400 + gap.seconds) + Decimal(gap.microseconds).scaleb(-6)
    return EXACT.divide(seconds, HOUR)


def flow_of_journeys(shipped: Iterable[Journey], started_ids: Iterable[int], load: int) -> Flow:
    """The figures for the items shipped in a quarter, those started in it, and the load at its end.

    `shipped` holds journeys cut at the quarter's end that end with shipping inside it. An item
    shipped without ever having been started has a lead time and no flow time.
    """
    return flow_of_trips((journey.trip for journey in shipped), started_ids, load)


def flow_of_trips(shipped: Iterable[Trip], started_ids: Iterable[int], load: int) -> Flow:
    """The same out of each shipped item's way in numbers."""
    done = sorted(shipped, key=itemgetter(0))
    flow_times = [Decimal(trip.flow) for trip in done if trip.flow is not None]
    lead_times = [Decimal(trip.lead) for trip in done]
    working, waiting = sum(trip.working for trip in done), sum(trip.waiting for trip in done)
    started = tuple(sorted(set(started_ids)))
    types, dimensions = Counter(t.type for t in done), Counter(t.dimension for t in done)
    return Flow(
        shipped=len(done),
        started=len(started),
        load=load,
        points=sum(trip.effort or 0 for trip in done),
        unestimated=sum(trip.effort is None for trip in done),
        asking=sum(trip.type.asks_for_outcome for trip in done),
        without_outcome=sum(trip.lacks_outcome for trip in done),
        flow_median=_in_hours(median(flow_times)),
        flow_p85=_in_hours(percentile(flow_times, SLOW)),
        lead_median=_in_hours(median(lead_times)),
        efficiency=ratio(Decimal(working), Decimal(working + waiting)),
        by_type={kind: types[kind] for kind in ItemType if types[kind]},
        by_dimension={kind: dimensions[kind] for kind in Dimension if dimensions[kind]},
        shipped_ids=tuple(trip.item_id for trip in done),
        started_ids=started,
    )


def _in_hours(microseconds: Decimal | None) -> Decimal | None:
    return None if microseconds is None else EXACT.divide(microseconds, HOUR_IN_MICROSECONDS)
