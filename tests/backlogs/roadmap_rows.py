"""Forbidden rows of roadmaps, for `test_constraints.py`."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from backlogs.models import Item, Roadmap, RoadmapChange, RoadmapEntry, RoadmapGathering


def entry(of: Item, **fields: object) -> RoadmapEntry:
    row = {"cluster": of.cluster, "title": "Rest", "column": "now", "position": 0}
    return RoadmapEntry.objects.create(**{**row, **fields})


def change(item: Item, **fields: object) -> RoadmapChange:
    roadmap, _ = Roadmap.objects.get_or_create(cluster=item.cluster)
    on = entry(item, position=RoadmapEntry.objects.count())
    row = {"roadmap": roadmap, "version": 1, "entry": on, "act": "added", "title": "Rest"}
    return RoadmapChange.objects.create(**{**row, "at": timezone.now(), **fields})


def gathered(item: Item, **fields: object) -> RoadmapGathering:
    on = entry(item, position=RoadmapEntry.objects.count())
    row = {"entry": on, "item": item, "since": timezone.now()}
    return RoadmapGathering.objects.create(**{**row, **fields})


def item_twice(item: Item) -> None:
    for position in range(2):
        entry(item, item=item, title="", position=position)


ROADMAP_ROWS = {
    "roadmap_entry_place_unique": lambda item: [entry(item), entry(item)],
    "roadmap_entry_item_once": item_twice,
    "roadmap_entry_column_known": lambda item: entry(item, column="soon"),
    "roadmap_entry_is_placed_or_off": lambda item: entry(item, column=""),
    "roadmap_entry_item_or_title": lambda item: entry(item, item=item),
    "roadmap_change_version_unique": lambda item: [change(item), change(item)],
    "roadmap_change_act_known": lambda item: change(item, act="lost"),
    "roadmap_change_displacing_has_note": lambda item: change(item, displaced=["Swaps"]),
    "roadmap_gathering_item_once": lambda item: [gathered(item), gathered(item)],
    "roadmap_gathering_ends_after_start": lambda item: gathered(
        item, until=timezone.now() - timedelta(days=1)
    ),
}
