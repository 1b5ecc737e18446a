"""The row of a list between what fits into the next quarter and what does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import (
    Case,
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)

from backlogs.calculations.capacity import Capacity, Shipped, capacity_of, line_at
from backlogs.models import StateEvent
from backlogs.queries.clock import ends, starts
from backlogs.queries.rows import Row
from backlogs.queries.selection import Selection
from backlogs.queries.tallies import Tally
from backlogs.values import ItemState
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import plain, shown
from portfolio.kernel.passports import Passport
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted

QUARTERS: Final = 4
DEFINITION: Final = (
    "What fits into the next quarter if it goes like the last four: from the top of the list until "
    "the first item that does not fit any more. A help for talking about trade-offs, no promise."
)


@dataclass(frozen=True)
class CapacityLine:
    """Before which row of the page it stands, what it says, and where that comes from."""

    at: int
    amount: str
    unit: str
    quarter: str
    all_fits: bool
    passport: Passport


def capacity_line(
    cluster: Any, tallies: Sequence[Tally], rows: Sequence[Row], start: int, selection: Selection
) -> CapacityLine | None:
    """The line on this page of the cluster's whole open order; None elsewhere.

    A filtered list, and one product of several, would cut it: what one product may use of the
    cluster's capacity is what the common order decides.
    """
    if not rows:
        return None
    moment = selection.moment
    capacity = capacity_of(shipped_in(cluster.pk, moment), sum(one.unestimated for one in tallies))
    if capacity is None:
        return None
    shown_now = sum(tally.shown for tally in tallies)
    used = start if not capacity.in_points else _points_before(tallies, rows, selection)
    is_end = start + len(rows) == shown_now
    at = line_at(capacity, used, [row.effort for row in rows], is_end)
    return None if at < 0 else _line(capacity, at, at == len(rows), moment)


def _points_before(tallies: Sequence[Tally], rows: Sequence[Row], selection: Selection) -> int:
    """The points of all items before the page; what is read backwards counts the page as well."""
    filters = selection.filters
    points = sum(tally.points if filters.end else tally.points_before for tally in tallies)
    return points - (sum(row.effort or 0 for row in rows) if filters.goes_back else 0)


def _line(capacity: Capacity, at: int, all_fits: bool, moment: Moment) -> CapacityLine:
    unit = "point" if capacity.in_points else "item"
    amount = capacity.amount
    words = f"{shown(amount)} {unit if amount == 1 else unit + 's'}"
    told = ", ".join(str(capacity.of(one)) for one in capacity.quarters)
    rows = [
        (
            one.quarter.label,
            f"{counted(one.items, 'item')}, "
            f"{counted(one.points, 'point')}, {one.unestimated} unestimated",
        )
        for one in capacity.quarters
    ]
    why = "every item has an effort" if capacity.in_points else "not every item has an effort"
    rows.append(("Counted in", f"{unit}s, since {why}"))
    return CapacityLine(
        at=at,
        amount=str(plain(amount)),
        unit=unit,
        quarter=moment.quarter.next().label,
        all_fits=all_fits,
        passport=Passport(f"about {words}", DEFINITION, f"median of {told}", rows),
    )


def shipped_in(cluster_id: int, moment: Moment) -> list[Shipped]:
    """What the cluster shipped in each of the last four whole quarters, oldest first; one query.

    The same items as the flow counts: those whose last step by the end of a quarter is shipping,
    inside it, of the products the cluster held at its end.
    """
    quarters = moment.quarter.previous().trailing(QUARTERS)
    later = StateEvent.objects.filter(
        Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), pk__gt=OuterRef("pk")),
        item=OuterRef("item"),
        at__lt=OuterRef("end"),
    )
    rows = (
        StateEvent.objects.filter(
            to_state=ItemState.SHIPPED,
            at__gte=starts(quarters[0].start),
            at__lt=ends(quarters[-1].last_day),
        )
        .annotate(day=_by_quarter(quarters, "day"), end=_by_quarter(quarters, "end"))
        .filter(~Exists(later), product__placements__cluster=cluster_id)
        .filter(product__placements__period__contains=F("day"))
        .order_by()
        .values("day")
        .annotate(
            items=Count("pk"),
            points=Sum("item__effort", default=0),
            unestimated=Count("pk", filter=Q(item__effort__isnull=True)),
        )
        .values_list("day", "items", "points", "unestimated")
    )
    found = {day: figures for day, *figures in rows}
    return [Shipped(quarter, *found.get(quarter.last_day, ())) for quarter in quarters]


def _by_quarter(quarters: Sequence[Quarter], what: str) -> Case:
    """The last day of the quarter an event is in, or the moment after it."""
    field = DateField() if what == "day" else DateTimeField()
    return Case(
        *(
            When(
                at__lt=ends(quarter.last_day),
                then=Value(
                    quarter.last_day if what == "day" else ends(quarter.last_day),
                    output_field=field,
                ),
            )
            for quarter in quarters
        ),
        output_field=field,
    )
