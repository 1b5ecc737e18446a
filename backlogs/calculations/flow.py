"""Flow figures of a quarter, from state events only (DOMAIN 6, "Flow"; prose in the README).

Times are exact decimal hours. A figure that has nothing to stand on is None, never zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from backlogs.values import Dimension, ItemState, ItemType
from portfolio.kernel.numbers import EXACT, median, percentile, ratio, total

HOUR = Decimal(3600)
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
    def lacks_outcome(self) -> bool:
        """Whether it ought to say what it shall change and does not."""
        return self.type.asks_for_outcome and not self.has_outcome

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

    def hours_in(self, state: ItemState) -> Decimal:
        """How long it was in `state`, all stays together."""
        stays = (
            hours(step.at, after.at) for step, after in pairwise(self.steps) if step.state is state
        )
        return total(stays)


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
    done = sorted(shipped, key=lambda journey: journey.item_id)
    flow_times = [hours(j.started_at, j.shipped_at) for j in done if j.started_at and j.shipped_at]
    lead_times = [hours(j.created_at, j.shipped_at) for j in done if j.shipped_at]
    working = total(j.hours_in(ItemState.IN_PROGRESS) for j in done)
    waiting = total(j.hours_in(ItemState.WAITING) for j in done)
    started = tuple(sorted(set(started_ids)))
    types, dimensions = Counter(j.type for j in done), Counter(j.dimension for j in done)
    return Flow(
        shipped=len(done),
        started=len(started),
        load=load,
        points=sum(j.effort or 0 for j in done),
        unestimated=sum(j.effort is None for j in done),
        asking=sum(j.type.asks_for_outcome for j in done),
        without_outcome=sum(j.lacks_outcome for j in done),
        flow_median=median(flow_times),
        flow_p85=percentile(flow_times, SLOW),
        lead_median=median(lead_times),
        efficiency=ratio(working, working + waiting),
        by_type={kind: types[kind] for kind in ItemType if types[kind]},
        by_dimension={kind: dimensions[kind] for kind in Dimension if dimensions[kind]},
        shipped_ids=tuple(j.item_id for j in done),
        started_ids=started,
    )
