"""The page of one hand-over: what is asked, both loads, the checklist, the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import rules
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from people.models import Person
from people.permissions import is_leadership, require_sight, sees_everything
from portfolio.kernel.errors import NotFound
from portfolio.kernel.marks import day, person_mark, status_mark
from portfolio.kernel.moments import Moment
from products.models import Handover
from products.values.ownership import HandoverPoint, HandoverState
from reviews.queries.links import CLUSTER
from reviews.queries.load_change import LoadRow, holding_of, load_rows

TONES = {
    HandoverState.PROPOSED: "full",
    HandoverState.ACCEPTED: "ok",
    HandoverState.DECLINED: "watch",
    HandoverState.WITHDRAWN: "none",
}


@dataclass(frozen=True)
class PointRow:
    """One point of the checklist."""

    label: str
    is_done: bool
    note: str
    url: str


@dataclass(frozen=True)
class HandoverPage:
    """Ready values for `reviews/handover_detail.html`."""

    handover: Handover
    cluster_url: str
    giver: SafeString
    taker: SafeString
    state: SafeString
    begins: str
    asked: str
    answered: str
    rows: list[LoadRow]
    caution: str
    points: list[PointRow]
    done: int
    may_answer: bool
    may_tick: bool
    may_withdraw: bool


@rules.predicate
def sees_handover(person: Person, handover: Handover | None = None) -> bool:
    """Whoever hands over or takes over, and those who see the whole portfolio."""
    if handover is None:
        return False
    return sees_everything(person) or person.pk in (handover.giver_id, handover.taker_id)


def handover_for(pk: int, reader: Person) -> Handover:
    """The hand-over; raises `NotFound` for those it is none of the business of."""
    rows = Handover.objects.select_related(
        "cluster", "giver", "taker", "proposed_by", "answered_by"
    )
    handover = rows.filter(pk=pk).first()
    if handover is None:
        raise NotFound("There is no such hand-over.", code="handover_unknown")
    require_sight(sees_handover, reader, handover)
    return handover


def handover_detail_page(pk: int, moment: Moment, reader: Person) -> HandoverPage:
    """The page as `reader` sees it."""
    handover = handover_for(pk, reader)
    is_planned = _is_planned(handover, moment)
    rows = _rows(handover, moment) if handover.is_open else []
    beyond = any(row.goes_beyond for row in rows)
    may_tick = reader.pk in (handover.giver_id, handover.taker_id) and handover.state in (
        HandoverState.PROPOSED,
        HandoverState.ACCEPTED,
    )
    points = _points(handover, may_tick)
    state = HandoverState(handover.state)
    return HandoverPage(
        handover=handover,
        cluster_url=CLUSTER.format(handover.cluster.slug),
        giver=person_mark(handover.giver.name if handover.giver else ""),
        taker=person_mark(handover.taker.name),
        state=status_mark(TONES[state], state.label),
        begins=day(
            max(handover.effective_on, moment.on) if handover.is_open else handover.effective_on
        ),
        asked=_asked(handover),
        answered=_answered(handover),
        rows=rows,
        caution=f"{handover.taker.name} would be beyond the rule." if beyond else "",
        points=points,
        done=sum(point.is_done for point in points),
        may_answer=handover.is_open and reader.pk == handover.taker_id,
        may_tick=may_tick,
        may_withdraw=is_leadership(reader) and (handover.is_open or is_planned),
    )


def _is_planned(handover: Handover, moment: Moment) -> bool:
    """Agreed, and its day is yet to come."""
    return handover.state == HandoverState.ACCEPTED and handover.effective_on > moment.today


def _begins(handover: Handover, moment: Moment) -> date:
    """The first day with the new owner: a proposal answered late begins with the answer."""
    on = handover.effective_on
    return max(on, moment.on) if handover.is_open else on


def _rows(handover: Handover, moment: Moment) -> list[LoadRow]:
    holding = holding_of(handover.cluster, moment.on)
    giver = handover.giver if handover.giver and handover.giver.is_active else None
    return load_rows(holding, giver, handover.taker, _begins(handover, moment), moment)


def _asked(handover: Handover) -> str:
    on = day(timezone.localdate(handover.proposed_at))
    by = f" by {handover.proposed_by.name}" if handover.proposed_by else ""
    return f"Proposed on {on}{by}."


def _answered(handover: Handover) -> str:
    if handover.answered_at is None:
        return ""
    on = day(timezone.localdate(handover.answered_at))
    by = f" by {handover.answered_by.name}" if handover.answered_by else ""
    why = f": {handover.answer}" if handover.answer else "."
    return f"{HandoverState(handover.state).label} on {on}{by}{why}"


def _points(handover: Handover, may_tick: bool) -> list[PointRow]:
    ticks = {
        tick.point: tick
        for tick in handover.ticks.select_related("by")  # type: ignore[attr-defined]
    }
    rows = []
    for point in HandoverPoint:
        tick = ticks.get(point.value)
        url = reverse("reviews:handover-point", args=[handover.pk, point.value])
        rows.append(
            PointRow(
                label=point.label,
                is_done=tick is not None,
                note=f"{tick.by.name}, {day(tick.on)}" if tick else "",
                url=url if may_tick else "",
            )
        )
    return rows
