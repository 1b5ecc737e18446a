"""Who could take over a cluster: owners with room, and what speaks for each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from portfolio.kernel.words import joined
from products.models import Dependency, Placement, ProductUser
from reviews.calculations.assignment import hand_over
from reviews.queries.load import Carried
from reviews.values import HandOver, Holding, LoadPolicy


@dataclass(frozen=True)
class Taker:
    """A person who could take the cluster, and what it would do to both loads."""

    person_id: int
    change: HandOver


@dataclass
class Traits:
    """What products have in common: their business domains, personas and neighbours."""

    domains: set[str] = field(default_factory=set)
    personas: set[str] = field(default_factory=set)
    products: set[int] = field(default_factory=set)
    neighbours: set[int] = field(default_factory=set)


def takers(
    cluster: Holding, giver_id: int | None, carried: Mapping[int, Carried], policy: LoadPolicy
) -> list[Taker]:
    """Owners who stay within the ceiling with `cluster` as well, the lightest load first."""
    giver = carried[giver_id].holdings if giver_id is not None else None
    found = [
        Taker(person, hand_over(cluster, giver, held.holdings, policy))
        for person, held in carried.items()
        if person != giver_id
    ]
    within = [taker for taker in found if not taker.change.taker.after.level.is_beyond]
    return sorted(within, key=_weight)


def _weight(taker: Taker) -> tuple[int, int, int, int]:
    after = taker.change.taker.after
    return after.level.rank, after.active, after.stable, taker.person_id


def traits_of(cluster_ids: Collection[int], day: date) -> dict[int, Traits]:
    """What the products of each cluster are known by, in three statements."""
    found: dict[int, Traits] = defaultdict(Traits)
    home: dict[int, int] = {}
    placed = Placement.objects.on(day).filter(cluster_id__in=cluster_ids)
    for pk, product_id, domain in placed.values_list(
        "cluster_id", "product_id", "product__business_domain"
    ):
        home[product_id] = pk
        found[pk].products.add(product_id)
        if domain:
            found[pk].domains.add(domain)
    uses = ProductUser.objects.filter(product_id__in=home)
    for product_id, persona in uses.values_list("product_id", "persona__name"):
        found[home[product_id]].personas.add(persona)
    needs = Dependency.objects.filter(product_id__in=home, needs_id__in=home)
    for product_id, needed_id in needs.values_list("product_id", "needs_id"):
        found[home[product_id]].neighbours.add(needed_id)
        found[home[needed_id]].neighbours.add(product_id)
    return found


def fit_words(cluster_id: int, others: Collection[int], traits: Mapping[int, Traits]) -> str:
    """What the cluster shares with those somebody owns; empty when nothing is known."""
    mine = traits.get(cluster_id, Traits())
    theirs = [traits[pk] for pk in others if pk in traits and pk != cluster_id]
    personas = mine.personas & {name for trait in theirs for name in trait.personas}
    domains = mine.domains & {name for trait in theirs for name in trait.domains}
    linked = any(mine.neighbours & trait.products for trait in theirs)
    reasons = []
    if personas:
        reasons.append(f"same users: {joined(sorted(personas))}")
    if domains:
        reasons.append(f"same domain: {joined(sorted(domains))}")
    if linked:
        reasons.append("technically dependent")
    return "; ".join(reasons)
