"""Since when, and at how many ends of quarters in a row, people have been beyond the ceiling.

Told by the data and not by when a job ran. Dated rows decide where they can (see
`reviews.calculations.certainty`); events and tickets are looked at only for the days they leave
open, quarter by quarter backwards, and no further than `QUARTERS_BACK`: two years, as the trends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portfolio.kernel.quarters import Quarter
from products.models import PolicyVersion
from products.queries import policies
from reviews.calculations.certainty import Outline, certainly_beyond
from reviews.queries.load import PersonDay, levels_of
from reviews.queries.outlines import outlines_of, turns_of
from reviews.queries.turns import turns_within
from reviews.values import LoadPolicy

QUARTERS_BACK = 8


@dataclass(frozen=True)
class Stretch:
    """The first day of the present stretch, and at how many quarters' ends in a row it was so.

    A break between two ends of quarters ends the stretch and not the row.
    """

    since: date
    quarters: int


class History:
    """What is known of some people's loads as dated rows, and what the closer looks found."""

    def __init__(self, person_ids: Collection[int]) -> None:
        self.outlines = outlines_of(person_ids)
        self.seen: dict[PersonDay, bool] = {}
        versions = list(PolicyVersion.objects.values_list("effective_from", flat=True))
        self.turns = {
            person: turns_of(outlines) | set(versions) for person, outlines in self.outlines.items()
        }
        self._policies: dict[date, LoadPolicy] = {}

    def guess(self, person: int, day: date) -> bool | None:
        """Whether the person was beyond on the day, if that is known by now."""
        known = self.seen.get((person, day))
        return known if known is not None else self._certain(self.outlines[person], person, day)

    def _certain(self, outlines: list[Outline], person: int, day: date) -> bool | None:
        return certainly_beyond(outlines, day, self._policies[day])

    def undecided(self, person: int, days: Collection[date]) -> set[int]:
        """The products that on one of these days events or tickets decide about."""
        return {
            outline.product_id
            for outline in self.outlines[person]
            for day in days
            if outline.held.holds(day) and outline.is_active(day) is None
        }

    def prepare(self, days: Iterable[date]) -> None:
        """Read the policies of these days, if they are not known yet."""
        fresh = set(days) - self._policies.keys()
        if fresh:
            found = policies(fresh)
            by_number = {
                version.number: LoadPolicy.from_thresholds(version.thresholds)
                for version in found.values()
            }
            self._policies |= {day: by_number[found[day].number] for day in fresh}

    def look(self, wanted: Collection[PersonDay]) -> None:
        """Look closer at what dated rows leave open."""
        self.prepare(day for _, day in wanted)
        open_days = [key for key in wanted if self.guess(*key) is None]
        for key, level in levels_of(open_days).items():
            self.seen[key] = level.is_beyond


def stretches(
    person_ids: Collection[int], day: date, policy: LoadPolicy, first_month: int
) -> dict[int, Stretch]:
    """The stretch of each of the persons, who must be beyond the ceiling on `day`."""
    if not person_ids:
        return {}
    history = History(person_ids)
    since = _since(history, person_ids, day, policy, first_month)
    rows = _rows(history, person_ids, day, first_month)
    return {person: Stretch(since[person], rows[person]) for person in person_ids}


def _since(
    history: History, person_ids: Collection[int], day: date, policy: LoadPolicy, first_month: int
) -> dict[int, date]:
    found: dict[int, date] = {}
    going_on = dict.fromkeys(person_ids, day)
    quarter, last = Quarter.of(day, first_month), day
    for _ in range(QUARTERS_BACK):
        first = quarter.start - timedelta(days=1)
        for person, since in _within(history, list(going_on), first, last, policy).items():
            if since > first:
                found[person] = since
                del going_on[person]
            else:
                going_on[person] = first
        if not going_on:
            break
        quarter, last = quarter.previous(), first
    return found | going_on


def _within(
    history: History, people: list[int], first: date, last: date, policy: LoadPolicy
) -> dict[int, date]:
    """The first day of the unbroken stretch up to `last`, no earlier than `first`."""
    coarse = {
        person: [first, *sorted(d for d in history.turns[person] if first < d <= last)]
        for person in people
    }
    history.prepare(day for days in coarse.values() for day in days)
    unsure = [p for p in people if any(history.guess(p, day) is None for day in coarse[p])]
    held = {(p, product) for p in unsure for product in history.undecided(p, coarse[p])}
    fine = turns_within(held, first, last, policy)
    days = {person: sorted({*coarse[person], *fine.get(person, ())}) for person in people}
    history.prepare(day for person in unsure for day in days[person])
    history.look([(p, d) for p in unsure for d in _open_days(history, p, coarse[p], days[p])])
    return {person: _unbroken(history, person, days[person], coarse[person]) for person in people}


def _open_days(
    history: History, person: int, coarse: list[date], days: list[date]
) -> Iterable[date]:
    """The days after the newest one that is known not to be beyond, where rows do not decide."""
    known = [day for day in coarse if history.guess(person, day) is False]
    start = coarse[bisect_right(coarse, known[-1])] if known and known[-1] < coarse[-1] else None
    return [day for day in days if (not known) or (start is not None and day >= start)]


def _unbroken(history: History, person: int, days: list[date], coarse: list[date]) -> date:
    since = days[-1]
    for day in reversed(days):
        if history.guess(person, day) is False:
            return since
        since = day
    return since


def _rows(
    history: History, person_ids: Collection[int], day: date, first_month: int
) -> dict[int, int]:
    """At how many ends of quarters in a row, up to the newest, each was beyond."""
    rows: Mapping[int, int] = defaultdict(int)
    found = dict(rows)
    going_on, quarter = list(person_ids), newest_ended(day, first_month)
    for _ in range(QUARTERS_BACK):
        end = quarter.last_day
        history.look([(person, end) for person in going_on])
        going_on = [person for person in going_on if history.guess(person, end)]
        for person in going_on:
            found[person] = found.get(person, 0) + 1
        if not going_on:
            break
        quarter = quarter.previous()
    return {person: found.get(person, 0) for person in person_ids}


def newest_ended(day: date, first_month: int) -> Quarter:
    """The newest quarter that had ended by the end of `day`."""
    quarter = Quarter.of(day, first_month)
    return quarter if quarter.last_day == day else quarter.previous()
