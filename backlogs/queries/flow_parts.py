"""The other parts of a flow page: weeks, what was shipped by kind, and work under way by age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.safestring import SafeString

from backlogs.calculations.ageing import in_bands, is_slow
from backlogs.calculations.cumulative import LAYERS, ground, open_of
from backlogs.calculations.flow import Flow
from backlogs.queries.ageing import StartedItem
from backlogs.queries.flow_doors import Count, Doors
from backlogs.queries.flow_figures import Flows
from backlogs.values import Dimension, ItemState, ItemType
from portfolio.kernel.charts import layered, progress
from portfolio.kernel.marks import day, status_mark
from portfolio.kernel.numbers import HUNDRED, percent, shown
from portfolio.kernel.words import counted

OLDEST: Final = 12
COLUMNS: Final = (*reversed(LAYERS), ItemState.DROPPED)


@dataclass(frozen=True)
class Weeks:
    """The cumulative flow: a picture, the same as a table, and what it says in a sentence."""

    chart: SafeString
    sentence: str
    states: tuple[str, ...]
    now: str
    last: tuple[Count, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Share:
    """One kind of what was shipped: how many, and the share of all."""

    label: str
    items: Count
    share: str
    bar: SafeString


@dataclass(frozen=True)
class Band:
    """How many items under way are that old."""

    label: str
    items: Count


@dataclass(frozen=True)
class UnderWay:
    """One item under way; `age` is marked where it is older than usual."""

    reference: str
    title: str
    url: str
    product: str
    state: str
    since: str
    age: SafeString | str


@dataclass(frozen=True)
class Ageing:
    """Work under way by age, the oldest items first, and what counts as slow."""

    bands: tuple[Band, ...]
    rows: tuple[UnderWay, ...]
    every: Count
    note: str


def weeks_of(days: Sequence[date], counts: Sequence[Counter[ItemState]], doors: Doors) -> Weeks:
    """`counts` are where the items stood at the end of each of `days`."""
    first, last = counts[0], counts[-1]
    labels = [day(one, days[-1]) for one in days]
    low = ground(counts)
    chart = layered(
        [(state.label, state.value, [week[state] for week in counts]) for state in LAYERS],
        labels,
        ground=low,
        label=f"Items by state over {len(days)} weeks; the table below holds the numbers.",
    )
    return Weeks(
        chart=chart,
        sentence=_sentence(open_of(first), open_of(last), len(days) - 1, low),
        states=tuple(state.label for state in COLUMNS),
        now=labels[-1],
        last=tuple(doors.count(last[state], state=state.value) for state in COLUMNS),
        rows=tuple(
            (label, tuple(week[state] for state in COLUMNS))
            for label, week in reversed(list(zip(labels[:-1], counts[:-1], strict=True)))
        ),
    )


def _sentence(before: int, now: int, weeks: int, low: int) -> str:
    change = now - before
    than = f"{abs(change)} {'more' if change > 0 else 'fewer'} than" if change else "as many as"
    words = f"{counted(now, 'open item')}, {than} {weeks} weeks before."
    return f"{words} The axis begins at the {low} shipped by then." if low else words


def shares_of(
    counts: Mapping[ItemType, int] | Mapping[Dimension, int], flow: Flow, doors: Doors, name: str
) -> list[Share]:
    """What was shipped by type or dimension: every kind that occurs, in its usual order."""
    quarter = doors.moment.quarter.slug
    found = []
    for kind, number in counts.items():
        part = percent(Decimal(number), Decimal(flow.shipped)) or Decimal(0)
        found.append(
            Share(
                label=kind.label,
                items=doors.count(number, None, **{"shipped": quarter, name: kind.value}),
                share=f"{shown(part, 0)}\N{NO-BREAK SPACE}%",
                bar=progress(part / HUNDRED, width=120),
            )
        )
    return found


def ageing_of(
    items: Sequence[StartedItem], flows: Flows, doors: Doors, item_path: tuple[str, str]
) -> Ageing:
    """The items under way, the oldest marked where the shipped ones were quicker."""
    known = [(quarter, flow.flow_p85) for quarter, flow in flows.items() if flow.flow_p85]
    quarter, slow = known[-1] if known else (None, None)
    before, after = item_path
    return Ageing(
        bands=tuple(
            Band(band.label, doors.count(number, age=band.value))
            for band, number in in_bands(item.age for item in items).items()
        ),
        rows=tuple(
            UnderWay(
                reference=item.reference,
                title=item.title,
                url=f"{before}{item.reference}{after}",
                product=item.product,
                state=item.state.label,
                since=day(item.started_on, doors.moment.on),
                age=_age(item.age, is_slow(item.age, slow)),
            )
            for item in items[:OLDEST]
        ),
        every=doors.count(len(items), state="doing"),
        note=f"under way for longer than 85 of 100 items shipped in {quarter}" if quarter else "",
    )


def _age(age: int, slow: bool) -> SafeString | str:
    words = counted(age, "day")
    return status_mark("watch", words) if slow else words
