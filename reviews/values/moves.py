"""What a suggestion of moves is asked and what it answers (DOMAIN 5)."""

from dataclasses import dataclass

from portfolio.kernel.words import Word
from reviews.values.picture import GiveCluster, MoveProduct, OpenCluster, Step


@dataclass(frozen=True)
class Limits:
    """What a suggestion has to keep to.

    `receivers` are who may take something on; none named: everybody who owns a cluster today.
    `locked_clusters` stay with their owner, `locked_products` in their cluster. `most` is how many
    moves there may be, none: as many as it takes.
    """

    receivers: frozenset[int] | None = None
    locked_clusters: frozenset[int] = frozenset()
    locked_products: frozenset[int] = frozenset()
    most: int | None = None
    may_split: bool = True
    with_orphans: bool = False
    seconds: float = 20.0


class Tie(Word):
    """What speaks for a receiver, the strongest first."""

    FORMER = "former", "owned it before"
    NEEDS = "needs", "owns a product it depends on, or that depends on it"
    USERS = "users", "serves the same users already"
    DOMAIN = "domain", "is at home in the same business domain"
    ROOM = "room", "has room for it"

    @property
    def cost(self) -> int:
        """Its place in the order, 0 the strongest."""
        return list(Tie).index(self)


@dataclass(frozen=True)
class Handing:
    """A cluster suggested for another person."""

    cluster_id: int
    from_id: int | None
    to_id: int
    tie: Tie


@dataclass(frozen=True)
class SplitOff:
    """An active product suggested for a cluster of its own under another person."""

    product_id: int
    from_cluster_id: int
    to_id: int
    tie: Tie


class Hindrance(Word):
    """Which rule stands in the way."""

    ACTIVE_PLACES = "active_places", "Places for active products"
    STABLE_PLACES = "stable_places", "Places for stable clusters"
    LOCK = "lock", "A lock"
    SPLIT = "split", "A cluster that may not be split"
    MOST = "most", "The limit on moves"
    TIME = "time", "The time allowed"


@dataclass(frozen=True)
class Obstacle:
    """A rule that stands in the way: what was found, what is allowed, and whom it is about."""

    hindrance: Hindrance
    found: int
    allowed: int
    person_id: int | None = None
    cluster_id: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """Moves after which nobody is beyond the ceiling, or the obstacles because of which none are.

    `is_fewest`: proven that fewer would not do. `baseline` is how many moves the plain greedy way
    takes, none where it finds no way at all.
    """

    handings: tuple[Handing, ...] = ()
    splits: tuple[SplitOff, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    is_fewest: bool = False
    baseline: int | None = None

    @property
    def is_possible(self) -> bool:
        """Whether there is a way."""
        return not self.obstacles

    @property
    def moves(self) -> int:
        """How many moves it takes."""
        return len(self.handings) + len(self.splits)

    def steps(self, names: dict[int, str], first_key: int = -1) -> list[Step]:
        """The moves as steps on a picture; `names` are those of the products.

        Clusters that come to be have keys from `first_key` downwards.
        """
        steps: list[Step] = [GiveCluster(move.cluster_id, move.to_id) for move in self.handings]
        for key, split in zip(range(first_key, -(10**9), -1), self.splits, strict=False):
            steps.append(OpenCluster(key, names[split.product_id], split.to_id))
            steps.append(MoveProduct(split.product_id, key))
        return steps
