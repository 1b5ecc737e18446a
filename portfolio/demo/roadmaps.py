"""The roadmaps of the demo, with the talks they went through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from backlogs.actions.roadmap import NewEntry, Place, add_entry, place_entry, remove_entry
from backlogs.actions.roadmap_words import reword_entry
from backlogs.models import Item, RoadmapEntry
from backlogs.queries.roadmap_links import CLUSTER_ROADMAP
from backlogs.values import Column
from people.actions.share_links import share
from people.models import Person
from portfolio.demo.series import Clock
from products.models import Cluster, Product

SHARED = "Crew and rosters"
LINK_DAYS = 60


@dataclass(frozen=True)
class Act:
    """`days ago|who|verb column [key]|entry|words`."""

    ago: int
    who: str
    verb: str
    column: str
    key: str
    name: str
    words: str

    @classmethod
    def parse(cls, text: str) -> Act:
        """Raises `ValueError` for a line that is not in the notation."""
        ago, who, what, name, words = text.split("|")
        verb, column, key = [*what.split(), "", ""][:3]
        return cls(int(ago), who, verb, column, key, name, words)


class Replay:
    """One cluster's roadmap; entries and items are found by what they are called."""

    def __init__(self, cluster: Cluster, people: Mapping[str, Person], clock: Clock) -> None:
        self.cluster, self.people, self.clock = cluster, people, clock
        self.items = {item.title: item for item in _items(cluster)}
        self.entries: dict[str, RoadmapEntry] = {}

    def do(self, act: Act) -> None:
        """One line of the content."""
        by, at = self.people[act.who], self.clock.moment(act.ago, act.name)
        if act.verb == "put":
            self.entries[act.name] = self._put(by, act, at)
            return
        entry = self.entries[act.name]
        if act.verb == "gather":
            items = [self.items[title.strip()] for title in act.words.split(";")]
            words = {"title": entry.title, "sentence": entry.sentence}
            reword_entry(by, entry, entry.version, **words, gathers=items, at=at)
        elif act.verb == "off":
            remove_entry(by, entry, note=act.words, at=at)
        else:
            goes = Place(Column(act.column), first=act.verb == "first")
            place_entry(by, entry, goes, note=act.words, at=at)

    def _put(self, by: Person, act: Act, at: datetime) -> RoadmapEntry:
        wanted = NewEntry(
            item=self.items.get(act.name),
            title=act.name,
            sentence=act.words,
            product=Product.objects.filter(key=act.key).first(),
        )
        return add_entry(by, self.cluster, wanted, Place(Column(act.column)), at=at)


def _items(cluster: Cluster) -> list[Item]:
    return list(Item.objects.filter(cluster=cluster).select_related("product"))


def build_roadmaps(
    content: Mapping[str, Any],
    clusters: Mapping[str, Cluster],
    people: Mapping[str, Person],
    clock: Clock,
) -> None:
    """Every roadmap of the content."""
    for talk in content["roadmap"]:
        build_roadmap(talk["acts"], clusters[talk["cluster"]], people, clock)


def build_roadmap(
    lines: list[str], cluster: Cluster, people: Mapping[str, Person], clock: Clock
) -> None:
    """Replay one cluster's lines; one roadmap is shared by a link besides."""
    replay = Replay(cluster, people, clock)
    acts = [Act.parse(line) for line in lines]
    for act in acts:
        replay.do(act)
    if cluster.name == SHARED:
        until = clock.today + timedelta(days=LINK_DAYS)
        share(people[acts[0].who], CLUSTER_ROADMAP, cluster.pk, until, "Fleet council")
