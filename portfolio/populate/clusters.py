"""Synthetic clusters with their products, stages, placements, owners, teams and changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from portfolio.populate.frame import Frame, day_between
from portfolio.populate.people import LEADER, owner_keys
from portfolio.populate.words import DOMAINS, PLACES, WORKS
from products.values import ChangeKind, Kind, Rationale, Stage

ORPHANS_PERCENT, HAND_OVERS_PERCENT, CHANGES_PERCENT = 4, 35, 9
STAGES = (
    (Stage.MATURITY, 66),
    (Stage.GROWTH, 12),
    (Stage.INTRODUCTION, 8),
    (Stage.RETIREMENT, 9),
    (Stage.RETIRED, 5),
)
NEW_STAGES = (Stage.INTRODUCTION, Stage.GROWTH)
OWNED_CLUSTERS = (1, 3, 3, 3, 3, 4, 4, 5)


@dataclass(frozen=True)
class ProductPlan:
    """A product to make: where it belongs and the days its life turned on."""

    id: int
    cluster_id: int
    name: str
    key: str
    domain: str
    stages: tuple[tuple[Stage, date], ...]

    @property
    def slug(self) -> str:
        """Unique, since it holds the product's number."""
        return f"{self.name.lower().replace(' ', '-')}-{self.id}"

    @property
    def introduced_on(self) -> date:
        """The day of its first stage."""
        return self.stages[0][1]

    @property
    def ended_on(self) -> date | None:
        """The day it retired."""
        stage, day = self.stages[-1]
        return day if stage is Stage.RETIRED else None


@dataclass
class ClusterPlan:
    """A cluster to make; owners are (person, since, until) without overlap."""

    id: int
    products: list[ProductPlan] = field(default_factory=list)
    owners: list[tuple[int, date, date | None]] = field(default_factory=list)

    @property
    def opened_on(self) -> date:
        """As early as its oldest product."""
        return min(product.introduced_on for product in self.products)


def plan(frame: Frame) -> list[ClusterPlan]:
    """All clusters with their products and owners."""
    dice = frame.dice("clusters")
    homes = list(range(1, frame.clusters + 1))
    homes += dice.choices(homes, k=frame.products - frame.clusters)
    clusters = {key: ClusterPlan(key) for key in range(1, frame.clusters + 1)}
    for key, home in enumerate(sorted(homes), 1):
        clusters[home].products.append(_product(frame, dice, key, home))
    found = list(clusters.values())
    _own(frame, found)
    return found


def _product(frame: Frame, dice: random.Random, key: int, home: int) -> ProductPlan:
    place, work = PLACES[(home * 7) % len(PLACES)], dice.choice(WORKS)
    return ProductPlan(
        id=key,
        cluster_id=home,
        name=f"{place} {work}",
        key=f"{place[0]}{work[0].upper()}{key}",
        domain=DOMAINS[home % len(DOMAINS)],
        stages=tuple(_stages(frame, dice)),
    )


def _stages(frame: Frame, dice: random.Random) -> Iterator[tuple[Stage, date]]:
    """The way to the present stage; young stages began lately, old ones up to nine years ago."""
    now = dice.choices([stage for stage, _ in STAGES], [weight for _, weight in STAGES])[0]
    path = list(Stage)[: now.position + 1]
    young = now in NEW_STAGES
    first = frame.today - timedelta(days=dice.randint(60, 700) if young else 3300)
    day = day_between(dice, first, first + timedelta(days=0 if young else 2000))
    for left, stage in zip(range(len(path), 0, -1), path, strict=True):
        yield stage, day
        room = (frame.today - day).days - 20
        day += timedelta(days=max(1, dice.randint(room // (2 * left), max(1, room // left))))


def _own(frame: Frame, clusters: list[ClusterPlan]) -> None:
    """Deal the clusters out: present owners in hands of one to five, earlier ones at random."""
    dice = frame.dice("owners")
    keys = list(owner_keys(frame))
    hands = [key for key in keys for _ in range(dice.choice(OWNED_CLUSTERS))]
    hands += dice.choices(keys, k=max(0, len(clusters) - len(hands)))
    dice.shuffle(hands)
    for cluster, owner in zip(clusters, hands, strict=False):
        since, until = cluster.opened_on, None
        if dice.randrange(100) < HAND_OVERS_PERCENT:
            handed = day_between(dice, max(since + timedelta(days=1), frame.begin), frame.today)
            cluster.owners.append((dice.choice(keys), since, handed))
            since = handed
        if dice.randrange(100) < ORPHANS_PERCENT:
            until = day_between(dice, since + timedelta(days=1), frame.today)
        cluster.owners.append((owner, since, until))


def cluster_rows(clusters: list[ClusterPlan]) -> Iterator[tuple[Any, ...]]:
    """Columns: id, name, slug, summary, rationale_kinds, rationale, opened_on, version."""
    kinds = Rationale.texts()
    for cluster in clusters:
        first, alone = cluster.products[0], len(cluster.products) == 1
        name = first.name if alone else f"{first.name} and others"
        yield (
            cluster.id,
            name,
            f"cluster-{cluster.id}",
            f"Synthetic cluster {cluster.id}.",
            [] if alone else [kinds[cluster.id % len(kinds)]],
            "" if alone else "The same people use them on the same day.",
            cluster.opened_on,
            1,
        )


def product_rows(frame: Frame, products: list[ProductPlan]) -> Iterator[tuple[Any, ...]]:
    """Columns: id, name, slug, key, kind, summary, business_domain, cluster, users, introduced."""
    dice, kinds = frame.dice("products"), Kind.texts()
    for product in products:
        eligible = dice.choice((40, 120, 350, 900, 4000))
        yield (
            product.id,
            product.name,
            product.slug,
            product.key,
            kinds[product.id % len(kinds)],
            f"{product.name} for {product.domain.lower()}.",
            product.domain,
            product.cluster_id,
            eligible,
            eligible * dice.randint(5, 60) // 100,
            product.introduced_on,
            1,
        )


def stage_rows(products: list[ProductPlan]) -> Iterator[tuple[Any, ...]]:
    """Columns: product, stage, since, until, reason, changed_by."""
    for product in products:
        ends = [day for _, day in product.stages[1:]]
        for (stage, since), until in zip(product.stages, [*ends, None], strict=True):
            yield product.id, stage.value, since, until, "Agreed in the review.", LEADER


def change_rows(frame: Frame, products: list[ProductPlan]) -> Iterator[tuple[Any, ...]]:
    """Columns: product, kind, title, started, planned end, ended, note, version."""
    dice, kinds = frame.dice("changes"), ChangeKind.texts()
    for product in products:
        if dice.randrange(100) < CHANGES_PERCENT:
            start = day_between(dice, max(frame.begin, product.introduced_on), frame.today)
            end = start + timedelta(days=dice.randint(60, 400))
            kind = dice.choice(kinds)
            title = f"{kind.replace('_', ' ').capitalize()} of {product.name}"
            yield product.id, kind, title, start, end, end if end < frame.today else None, "", 1
