"""The suggestion of moves beside the plain greedy way, over growing portfolios."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from products.values import Stage
from reviews.calculations.moves import task_of
from reviews.calculations.moves_greedy import greedy
from reviews.calculations.moves_solver import suggest
from reviews.calculations.picture import levels
from reviews.values import LoadPolicy, ProductActivity
from reviews.values.moves import Limits
from reviews.values.picture import Picture, PictureCluster, PicturePerson, PictureProduct

SIZES = ((100, 30), (300, 90), (1_000, 300))
PRODUCTS_EACH = 3
ACTIVE_SHARE = 0.07
DOMAINS = 20


def portfolio(clusters: int, people: int, seed: int = 1) -> Picture:
    """Clusters of one to five products handed to people at random, so that many carry too much."""
    chance = random.Random(seed)
    homes = [
        cluster
        for cluster in range(1, clusters + 1)
        for _ in range(chance.randint(1, 2 * PRODUCTS_EACH - 1))
    ]
    products = {
        pk: PictureProduct(
            pk,
            f"Product {pk}",
            f"product-{pk}",
            _activity(pk, chance.random() < ACTIVE_SHARE),
            domain=f"domain {chance.randrange(DOMAINS)}",
            personas=frozenset(chance.sample(range(1, 60), 2)),
            needs=frozenset(chance.sample(range(1, len(homes) + 1), 1)) - {pk},
        )
        for pk, _ in enumerate(homes, start=1)
    }
    keys = range(1, clusters + 1)
    return Picture(
        products=products,
        clusters={key: PictureCluster(key, f"Cluster {key}", f"cluster-{key}") for key in keys},
        persons={pk: PicturePerson(pk, f"P {pk}", f"p-{pk}") for pk in range(1, people + 1)},
        home=dict(enumerate(homes, start=1)),
        owner={key: chance.randint(1, people) for key in keys},
        policy=LoadPolicy(stable_ceiling=4),
        former={key: frozenset({chance.randint(1, people)}) for key in keys},
    )


def _activity(pk: int, is_active: bool) -> ProductActivity:
    stage = Stage.GROWTH if is_active else Stage.MATURITY
    return ProductActivity(pk, f"Product {pk}", stage, is_active, is_active, True, ())


def run() -> Iterator[str]:
    """A line a size: moves and seconds of both ways."""
    for clusters, people in SIZES:
        before = portfolio(clusters, people)
        limits = Limits(receivers=frozenset(before.persons))
        beyond = sum(level.is_beyond for level in levels(before).values())
        start = time.perf_counter()
        plain = greedy(task_of(before, limits))
        middle = time.perf_counter()
        found = suggest(before, limits)
        end = time.perf_counter()
        said = sum(map(len, plain)) if plain is not None else "no way"
        yield (
            f"{clusters:>5} clusters, {people} owners, {beyond} beyond: "
            f"greedy {said} moves in {middle - start:.2f} s, "
            f"solver {found.moves} moves in {end - middle:.2f} s, "
            f"fewest {found.is_fewest}, {[str(o.hindrance) for o in found.obstacles]}"
        )


if __name__ == "__main__":
    for line in run():
        print(line)
