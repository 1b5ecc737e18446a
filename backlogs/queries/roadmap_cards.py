"""What stood on a roadmap at the end of a day, out of its changes and the items' events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from backlogs.calculations.roadmap import ORDER, Arrangement
from backlogs.models import Item, RoadmapChange, RoadmapEntry, RoadmapGathering, StateEvent
from backlogs.queries.addresses import item_parts
from backlogs.queries.clock import ends
from backlogs.values import Column, ItemState
from portfolio.kernel.moments import Moment

RECENT_DAYS = 90
"""For so long what shipped is told beside the columns."""


@dataclass(frozen=True)
class Part:
    """An item on a roadmap, by itself or in a theme."""

    reference: str
    title: str
    url: str
    state: ItemState
    since: date

    @property
    def is_shipped(self) -> bool:
        """Whether it is done."""
        return self.state is ItemState.SHIPPED


@dataclass(frozen=True)
class Card:
    """One entry in its column. `above` and `below` are the keys of its visible neighbours."""

    key: int
    column: Column
    title: str
    sentence: str
    product: str
    part: Part | None
    gathered: tuple[Part, ...]
    url: str
    above: int | None = None
    below: int | None = None

    @property
    def shipped(self) -> int:
        """How many of a theme's items are done."""
        return sum(part.is_shipped for part in self.gathered)

    @property
    def is_dropped(self) -> bool:
        """Whether its item was dropped: a person takes it off."""
        return self.part is not None and self.part.state is ItemState.DROPPED

    @property
    def is_finished(self) -> bool:
        """Whether a theme gathered items and none is open: a person takes it off."""
        return bool(self.gathered) and all(part.state.is_closed for part in self.gathered)


@dataclass(frozen=True)
class Standing:
    """A roadmap at a moment: its cards by column and what shipped lately, newest first."""

    columns: dict[Column, tuple[Card, ...]]
    shipped: tuple[Part, ...]

    @property
    def cards(self) -> list[Card]:
        """Every card, now first."""
        return [card for column in ORDER for card in self.columns[column]]


def standing_of(cluster_id: int, moment: Moment, product_id: int | None = None) -> Standing:
    """What stood on the cluster's roadmap, or the product's part of it, in at most five queries."""
    end = ends(moment.on)
    arrangement = _arrangement(cluster_id, end)
    rows = RoadmapEntry.objects.filter(pk__in=arrangement.keys).select_related(
        "item", "item__product", "product"
    )
    if product_id is not None:
        rows = rows.filter(product_id=product_id)
    entries = {entry.pk: entry for entry in rows}
    maker = _Maker(entries, _words(entries, end) if moment.is_past else {}, moment)
    columns = {
        column: maker.cards(column, [key for key in arrangement.of(column) if key in entries])
        for column in ORDER
    }
    return Standing(columns, maker.shipped())


def _arrangement(cluster_id: int, end: datetime) -> Arrangement:
    last = RoadmapChange.objects.filter(roadmap_id=cluster_id, at__lt=end).order_by("-at", "-id")
    row = last.values_list(*(column.value for column in ORDER)).first()
    return Arrangement(*(tuple(keys) for keys in row)) if row else Arrangement()


def _words(entries: Collection[int], end: datetime) -> dict[int, tuple[str, str]]:
    """Title and sentence of each entry as of its last change before `end`."""
    rows = RoadmapChange.objects.filter(entry_id__in=entries, at__lt=end)
    found = rows.order_by("entry_id", "-at", "-id").distinct("entry_id")
    return {
        key: (title, said)
        for key, title, said in found.values_list("entry_id", "title", "sentence")
    }


class _Maker:
    """Makes cards out of rows; every item's state is read once, from events."""

    def __init__(
        self, entries: dict[int, RoadmapEntry], words: dict[int, tuple[str, str]], moment: Moment
    ) -> None:
        self.entries, self.words, self.moment = entries, words, moment
        gathered = _gathered(entries, ends(moment.on))
        items = [entry.item for entry in entries.values() if entry.item]
        items += [item for found in gathered.values() for item in found]
        self.prefix, self.suffix = item_parts(moment)
        states = _states(items, ends(moment.on))
        # What was dated back may be older here than its own first event.
        first = {item.pk: (ItemState.IDEA, item.created_at) for item in items}
        states = first | states
        self.parts = {item.pk: self._part(item, *states[item.pk]) for item in items}
        self.gathered = {
            key: tuple(self.parts[item.pk] for item in found) for key, found in gathered.items()
        }

    def _part(self, item: Item, state: ItemState, at: datetime) -> Part:
        reference = f"{item.product.key}-{item.number}"
        url = f"{self.prefix}{reference}{self.suffix}"
        return Part(reference, item.title, url, state, timezone.localdate(at))

    def cards(self, column: Column, keys: list[int]) -> tuple[Card, ...]:
        """The cards of one column; what shipped has left it by itself."""
        open_keys = [key for key in keys if not self._has_shipped(key)]
        around = [None, *open_keys, None]
        return tuple(
            self._card(column, key, around[place], around[place + 2])
            for place, key in enumerate(open_keys)
        )

    def shipped(self) -> tuple[Part, ...]:
        """What shipped in the last `RECENT_DAYS` days, newest first."""
        first = self.moment.on - timedelta(days=RECENT_DAYS)
        found = [part for part in self.parts.values() if part.is_shipped and part.since > first]
        return tuple(sorted(found, key=lambda part: (part.since, part.reference), reverse=True))

    def _has_shipped(self, key: int) -> bool:
        item_id = self.entries[key].item_id
        return item_id is not None and self.parts[item_id].is_shipped

    def _card(self, column: Column, key: int, above: int | None, below: int | None) -> Card:
        entry = self.entries[key]
        title, sentence = self.words.get(key, (entry.title, entry.sentence))
        part = self.parts[entry.item_id] if entry.item_id is not None else None
        return Card(
            key=key,
            column=column,
            title=part.title if part else title,
            sentence=sentence,
            product=entry.product.name if entry.product else "",
            part=part,
            gathered=self.gathered.get(key, ()),
            url=reverse("backlogs:roadmap-place", args=[key]).removesuffix("place/"),
            above=above,
            below=below,
        )


def _gathered(entries: Collection[int], end: datetime) -> dict[int, list[Item]]:
    rows = RoadmapGathering.objects.filter(
        Q(until=None) | Q(until__gte=end), entry_id__in=entries, since__lt=end
    ).select_related("item", "item__product")
    found: dict[int, list[Item]] = defaultdict(list)
    for row in rows.order_by("since", "item__rank"):
        found[row.entry_id].append(row.item)
    return found


def _states(items: Iterable[Any], end: datetime) -> dict[int, tuple[ItemState, datetime]]:
    """The state of each item at `end`, and since when."""
    rows = StateEvent.objects.filter(item__in=[item.pk for item in items], at__lt=end)
    newest = rows.order_by("item_id", "-at", "-id").distinct("item_id")
    return {
        item_id: (ItemState(state), at)
        for item_id, state, at in newest.values_list("item_id", "to_state", "at")
    }
