"""A frozen picture of who owns what and what is where, to try moves on (DOMAIN 5)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reviews.values.activity import ProductActivity
from reviews.values.load import Holding, LoadLevel
from reviews.values.policy import LoadPolicy


@dataclass(frozen=True)
class KeptActivity(ProductActivity):
    """An activity kept from before: whether, and under which strain, but not for what reasons."""

    kept_strain: bool = False

    @property
    def is_strained(self) -> bool:
        """Whether operational change or high support demand was among the reasons."""
        return self.kept_strain


@dataclass(frozen=True)
class PictureProduct:
    """A product with what moving it turns on; `activity` is of the picture's day.

    `personas` and `needs` hold the keys of its personas and of the products it depends on.
    """

    product_id: int
    name: str
    slug: str
    activity: ProductActivity
    domain: str = ""
    personas: frozenset[int] = frozenset()
    needs: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PictureCluster:
    """A cluster; one that would only come to be has a key below nought and no slug.

    `kinds` are the reasons why its products belong together, as words; none are none said.
    """

    cluster_id: int
    name: str
    slug: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def is_planned(self) -> bool:
        """Whether it exists only in a draft."""
        return self.cluster_id < 0


@dataclass(frozen=True)
class PicturePerson:
    """Somebody of the organisation who may be accountable."""

    person_id: int
    name: str
    slug: str


@dataclass(frozen=True)
class Picture:
    """The whole portfolio on one day: which product is where, and who is accountable for what.

    `home` is product → cluster; `owner` cluster → person, without an entry where nobody is.
    Keys of all mappings are those of the database. `former` is cluster → who owned it before.
    """

    products: Mapping[int, PictureProduct]
    clusters: Mapping[int, PictureCluster]
    persons: Mapping[int, PicturePerson]
    home: Mapping[int, int]
    owner: Mapping[int, int]
    policy: LoadPolicy
    former: Mapping[int, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def members(self) -> Mapping[int, tuple[PictureProduct, ...]]:
        """Cluster → its products, by name."""
        found: dict[int, list[PictureProduct]] = defaultdict(list)
        for product_id, cluster_id in self.home.items():
            found[cluster_id].append(self.products[product_id])
        return {key: tuple(sorted(rows, key=_by_name)) for key, rows in found.items()}

    @cached_property
    def owned(self) -> Mapping[int, tuple[int, ...]]:
        """Person → the clusters they own that hold a product, by name."""
        found: dict[int, list[int]] = defaultdict(list)
        for cluster_id, person_id in self.owner.items():
            if cluster_id in self.members:
                found[person_id].append(cluster_id)
        return {
            key: tuple(sorted(rows, key=lambda pk: (self.clusters[pk].name, pk)))
            for key, rows in found.items()
        }

    @cached_property
    def orphans(self) -> tuple[int, ...]:
        """Clusters that hold a product that counts and have nobody accountable, by name."""
        rows = [key for key in self.members if key not in self.owner and self.counts(key)]
        return tuple(sorted(rows, key=lambda pk: (self.clusters[pk].name, pk)))

    def counts(self, cluster_id: int) -> bool:
        """Whether the cluster holds a product that is not retired."""
        return any(product.activity.counts for product in self.members.get(cluster_id, ()))

    def holding(self, cluster_id: int) -> Holding:
        """The cluster as load counts it."""
        rows = self.members.get(cluster_id, ())
        activities = tuple(product.activity for product in rows)
        return Holding(cluster_id, self.clusters[cluster_id].name, activities)

    def holdings(self, person_id: int) -> tuple[Holding, ...]:
        """Everything the person is accountable for."""
        return tuple(self.holding(cluster_id) for cluster_id in self.owned.get(person_id, ()))


@dataclass(frozen=True)
class OpenCluster:
    """A step: a cluster comes to be, with somebody accountable or nobody."""

    cluster_id: int
    name: str
    owner_id: int | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class MoveProduct:
    """A step: the product goes to the cluster, which may be one opened before."""

    product_id: int
    cluster_id: int


@dataclass(frozen=True)
class GiveCluster:
    """A step: the person, or nobody, becomes accountable for the cluster."""

    cluster_id: int
    person_id: int | None


@dataclass(frozen=True)
class SayWhy:
    """A step: the kinds of reasons why the products of the cluster belong together."""

    cluster_id: int
    kinds: tuple[str, ...]


Step = OpenCluster | MoveProduct | GiveCluster | SayWhy


@dataclass(frozen=True)
class LevelShift:
    """A person whose level of load differs between two pictures."""

    person_id: int
    before: LoadLevel
    after: LoadLevel

    @property
    def is_heavier(self) -> bool:
        """Whether it rises."""
        return self.after.rank > self.before.rank


@dataclass(frozen=True)
class Tally:
    """How much of what is unwanted a picture holds."""

    beyond: int
    triage: int
    orphans: int
    alone: int


@dataclass(frozen=True)
class Differences:
    """What a draft changes: levels, the heaviest after first; orphans; clusters by their keys.

    `unexplained` are clusters of several products the draft brings together without saying why;
    `emptied` are those it leaves without any product.
    """

    before: Tally
    after: Tally
    shifts: tuple[LevelShift, ...] = ()
    orphans_solved: tuple[int, ...] = ()
    orphans_made: tuple[int, ...] = ()
    unexplained: tuple[int, ...] = ()
    emptied: tuple[int, ...] = ()


def _by_name(product: PictureProduct) -> tuple[str, int]:
    return product.name, product.product_id
