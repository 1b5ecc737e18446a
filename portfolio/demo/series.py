"""Turns a quarter's value into the measurements and histories that lead to it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from backlogs.actions.bulk import NewItem, NewState
from portfolio.demo.lines import ItemLine, MetricLine
from portfolio.kernel.quarters import Quarter


def measuring_days(quarter: Quarter, cadence: str) -> list[date]:
    """The days of a quarter on which a metric of this cadence is measured."""
    if cadence == "week":
        first = quarter.start + timedelta(days=(6 - quarter.start.weekday()) % 7)
        days = [first + timedelta(weeks=n) for n in range(14)]
        return [day for day in days if day < quarter.end]
    months = [quarter.start + timedelta(days=31 * n) for n in (1, 2, 3)]
    ends = [day.replace(day=1) - timedelta(days=1) for day in months]
    return ends if cadence == "month" else ends[-1:]


def measurements(
    line: MetricLine, cadence: str, summary: str, quarters: list[Quarter], today: date, key: str
) -> Iterator[tuple[date, Decimal]]:
    """Day and value, scattered around the path by a little, always the same for the same key."""
    dice = random.Random(f"{key} {line.name}")
    last = today - timedelta(days=line.silent_days or 1)
    for quarter, aim in zip(quarters, line.path, strict=True):
        if aim is None:
            continue
        days = measuring_days(quarter, cadence)
        share = len(days) if summary == "sum" else 1
        spread = 0.12 if summary == "sum" else 0.02
        if aim >= 97 and summary != "sum":
            spread = 0.0008
        for day in days:
            if day > last:
                break
            value = float(aim) / share * (1 + dice.uniform(-spread, spread))
            places = 0 if summary == "sum" and aim > 20 else 2
            value = min(value, 100.0) if 90 < aim <= 100 else value
            yield day, Decimal(f"{value:.{places}f}")


@dataclass(frozen=True)
class Clock:
    """Days ago as moments, at office hours, always the same for the same key."""

    today: date

    def day(self, ago: int) -> date:
        """The day so many days ago."""
        return self.today - timedelta(days=ago)

    def moment(self, ago: int, key: str) -> datetime:
        """A moment in office hours of that day; never in the future."""
        dice = random.Random(f"{key} {ago}")
        at = time(dice.randint(8, 16), dice.randint(0, 59))
        zone = timezone.get_current_timezone()
        return min(datetime.combine(self.day(ago), at, zone), timezone.now())


def item_history(
    line: ItemLine, product_id: int, people: list[int], began: int, clock: Clock
) -> NewItem:
    """An item with the life its line tells: how it was created, begun, and what became of it."""
    dice = random.Random(line.title)
    effort = line.effort or 3
    steps: list[tuple[str, int]] = []
    if line.state in ("shipped", "in_progress", "waiting"):
        start = line.days + (effort * 3 + dice.randint(2, 9) if line.state == "shipped" else 0)
        asked = start + dice.randint(8, 60)
        steps = [("idea", asked), ("ready", asked - dice.randint(2, 7)), ("in_progress", start)]
        if line.state == "waiting":
            steps.append(("waiting", line.days * 3 // 5))
        if line.state == "shipped":
            steps.append(("shipped", line.days))
    elif line.state == "ready":
        steps = [("idea", line.days), ("ready", line.days * 4 // 5)]
    elif line.state == "dropped":
        steps = [("idea", line.days + 90), ("dropped", line.days)]
    else:
        steps = [("idea", line.days)]
    history = [
        NewState(
            state,
            clock.moment(min(ago, began - 1), line.title),
            people[dice.randrange(len(people))] if people else None,
            line.reason if state == "dropped" else "",
        )
        for state, ago in steps
    ]
    started = [s for s in history if s.state == "in_progress"]
    return NewItem(
        product_id=product_id,
        title=line.title,
        history=sorted(history, key=lambda step: step.at),
        type=line.type,
        dimension=line.dimension,
        effort=line.effort,
        assignee_id=started[0].by_id if started and line.state != "shipped" else None,
    )
