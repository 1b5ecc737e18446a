"""Since when, and at how many ends of quarters in a row, people have been beyond the ceiling.

Told by the data and not by when a job ran. Dated rows decide where they can (see
`reviews.calculations.certainty`). For people whom they leave open the events and tickets of the
last `QUARTERS_BACK` are read once, and asked day by day only as far back as the stretch goes. What
began before these two years the dated rows alone tell; where they stop it is "since at least".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portfolio.kernel.quarters import Quarter
from products.models import PolicyVersion
from products.queries import policies
from reviews.calculations.certainty import Outline, certainly_beyond
from reviews.calculations.pulse import beats, turns
from reviews.queries.outlines import outlines_of, turns_of
from reviews.queries.pulses import pulses_of
from reviews.values import LoadPolicy, Pulse

QUARTERS_BACK = 8


@dataclass(frozen=True)
class Stretch:
    """The first day of the present stretch, and at how many quarters' ends in a row it was so.

    A break between two ends of quarters ends the stretch and not the row. `is_longer`: it began
    before `since`, on a day that only events and tickets of years ago would tell.
    """

    since: date
    quarters: int
    is_longer: bool = False


class History:
    """What is known of some people's loads from `first` to the end of `last`."""

    def __init__(self, outlines: Mapping[int, list[Outline]], first: date, last: date) -> None:
        self.first, self.last, self.outlines = first, last, outlines
        self._versions = [first, *_versions_within(first, last)]
        self._policies = _load_policies(self._versions)
        self._pulses: dict[int, Pulse] = {}
        self._turns: dict[tuple[int, LoadPolicy], list[date]] = {}
        self._beats: dict[tuple[int, LoadPolicy, int], bool] = {}

    def beyond(self, person: int, day: date) -> bool | None:
        """Whether the person was beyond on the day, if dated rows tell."""
        return certainly_beyond(self.outlines[person], day, self.policy(day))

    def beyond_for_sure(self, person: int, day: date) -> bool:
        """The same with events and tickets, once `look_closer` has read them."""
        known = certainly_beyond(self.outlines[person], day, self.policy(day), self._beats_on)
        return bool(known)

    def policy(self, day: date) -> LoadPolicy:
        """The thresholds in force at the end of the day."""
        return self._policies[bisect_right(self._versions, day) - 1]

    def turns(self, person: int) -> list[date]:
        """The days on which what dated rows tell may change, newest first; `first` is the last."""
        days = turns_of(self.outlines[person]) | set(self._versions) | {self.last}
        return sorted((day for day in days if self.first <= day <= self.last), reverse=True)

    def look_closer(self, person_ids: Iterable[int]) -> None:
        """Read the events and tickets of what these people held."""
        products = {o.product_id for person in person_ids for o in self.outlines[person]}
        reach = max((p.trailing_days * (p.demand_windows + 1) for p in self._policies), default=0)
        first = date.fromordinal(max(1, self.first.toordinal() - reach))
        self._pulses |= pulses_of(products - self._pulses.keys(), first, self.last)

    def fine_turns(self, person: int, first: date, last: date) -> list[date]:
        """The days after `first` and up to `last` on which events or tickets matter, newest first.

        Between two turns of the dated rows: which products they leave open stays the same there.
        """
        products = {
            outline.product_id
            for outline in self.outlines[person]
            if outline.held.holds(first) and outline.is_active(first) is None
        }
        policy = self.policy(first)
        own = [self._own_turns(product, policy) for product in products]
        days = {d for one in own for d in one[bisect_right(one, first) : bisect_right(one, last)]}
        return sorted(days, reverse=True)

    def _own_turns(self, product: int, policy: LoadPolicy) -> list[date]:
        key = product, policy
        if key not in self._turns:
            found = turns(self._pulses[product], self.first, self.last, policy)
            self._turns[key] = sorted(found)
        return self._turns[key]

    def _beats_on(self, product: int, day: date, policy: LoadPolicy) -> bool:
        """Asked once between two turns of the product: there the answer stays the same."""
        place = bisect_right(self._own_turns(product, policy), day)
        key = product, policy, place
        if key not in self._beats:
            self._beats[key] = beats(self._pulses[product], day, policy)
        return self._beats[key]


def stretches(person_ids: Collection[int], day: date, first_month: int) -> dict[int, Stretch]:
    """The stretch of each of the persons, who must be beyond the ceiling on `day`."""
    if not person_ids:
        return {}
    quarter = Quarter.of(day, first_month)
    first = quarter.shift(1 - QUARTERS_BACK).start - timedelta(days=1)
    history = History(outlines_of(person_ids), first, day)
    ends = _ends(day, first_month)
    history.look_closer(person for person in person_ids if _is_open(history, person, ends))
    found = {
        person: Stretch(_since(history, person), _in_a_row(history, person, ends))
        for person in person_ids
    }
    reaching = [person for person, stretch in found.items() if stretch.since == first]
    reached = {person: history.outlines[person] for person in reaching}
    return found | _continued(found, reached, first, ends[-1])


def _continued(
    found: Mapping[int, Stretch],
    outlines: Mapping[int, list[Outline]],
    last: date,
    last_end: date,
) -> dict[int, Stretch]:
    """The stretches that reach back to `last`, followed further by the dated rows alone."""
    beginnings = [outline.held.start for rows in outlines.values() for outline in rows]
    if not beginnings:
        return {}
    history = History(outlines, min([*beginnings, last]), last)
    older: dict[int, Stretch] = {}
    for person in outlines:
        since, answer = last, None
        for turn in history.turns(person):
            answer = history.beyond(person, turn)
            if not answer:
                break
            since = turn
        row, more = found[person], 0
        if row.quarters == QUARTERS_BACK:
            more = sum(1 for _ in _older_ends(last_end, since))
        older[person] = Stretch(since, row.quarters + more, is_longer=answer is None)
    return older


def _older_ends(end: date, since: date) -> Iterator[date]:
    """The last days of the quarters before the one that ends on `end`, back to `since`."""
    first_month = end.month % 12 + 1  # quarters of any calendar end three months apart
    quarter = Quarter.of(end, first_month).previous()
    while quarter.last_day >= since:
        yield quarter.last_day
        quarter = quarter.previous()


def newest_ended(day: date, first_month: int) -> Quarter:
    """The newest quarter that had ended by the end of `day`."""
    quarter = Quarter.of(day, first_month)
    return quarter if quarter.last_day == day else quarter.previous()


def _ends(day: date, first_month: int) -> list[date]:
    """The last days of the quarters that count for a row, newest first."""
    newest = newest_ended(day, first_month)
    return [newest.shift(-back).last_day for back in range(QUARTERS_BACK)]


def _is_open(history: History, person: int, ends: Iterable[date]) -> bool:
    """Whether dated rows leave something open before they tell of a break."""
    return None in (
        _until_broken(history.beyond(person, day) for day in history.turns(person)),
        _until_broken(history.beyond(person, day) for day in ends),
    )


def _until_broken(answers: Iterator[bool | None]) -> bool | None:
    return next((answer for answer in answers if not answer), True)


def _since(history: History, person: int) -> date:
    """The first day of the stretch; the first day of what is known where it began before."""
    since = after = history.last
    for turn in history.turns(person):
        answer = history.beyond(person, turn)
        if answer is None:
            before = after - timedelta(days=1)
            for day in [*history.fine_turns(person, turn, before), turn]:
                if not history.beyond_for_sure(person, day):
                    return since
                since = day
        elif not answer:
            return since
        since = after = turn
    return since


def _in_a_row(history: History, person: int, ends: Iterable[date]) -> int:
    count = 0
    for day in ends:
        answer = history.beyond(person, day)
        if not (history.beyond_for_sure(person, day) if answer is None else answer):
            break
        count += 1
    return count


def _versions_within(first: date, last: date) -> list[date]:
    """The days after `first` and up to `last` from which another policy held."""
    rows = PolicyVersion.objects.filter(effective_from__gt=first, effective_from__lte=last)
    return sorted(set(rows.values_list("effective_from", flat=True)))


def _load_policies(days: Collection[date]) -> list[LoadPolicy]:
    found = policies(days)
    return [LoadPolicy.from_thresholds(found[day].thresholds) for day in days]
