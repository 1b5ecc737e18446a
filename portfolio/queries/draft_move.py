"""Where a product or cluster could go in a draft, and what each place would make of a load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from people.models import Person
from portfolio.actions.draft_moves import place_key
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.models import Draft, DraftCluster
from portfolio.queries.drafts import Drafted, drafted, find_draft, world_on
from products.models import Cluster, Product
from products.values import Rationale
from reviews.calculations.load import level_of
from reviews.calculations.picture import rearranged
from reviews.queries.load import activities_on
from reviews.values.picture import GiveCluster, MoveProduct, Picture, PictureProduct

MOST = 8
FOUND = 20


@dataclass(frozen=True)
class Thing:
    """What is moved: a product, or a cluster that is or is to be."""

    kind: str
    row: Product | Cluster | DraftCluster

    @property
    def key(self) -> str:
        """How pages name it."""
        if isinstance(self.row, Product):
            return f"product:{self.row.slug}"
        return f"cluster:{place_key(self.row)}"


@dataclass(frozen=True)
class Place:
    """Somewhere it could go: `to` names it, `load` says what the person would come to."""

    to: str
    name: str
    who: str
    load: str
    is_beyond: bool
    why: str


@dataclass(frozen=True)
class MovePage:
    """Ready values for `draft_move.html`."""

    draft: Draft
    thing: Thing
    seen: str
    now: str
    evidence: str
    places: list[Place]
    q: str
    lock: str
    stays_alone: bool


def find_thing(draft: Draft, key: str) -> Thing:
    """What a page named; raises `NotFound`."""
    kind, _, name = key.partition(":")
    if kind == "product":
        product = Product.objects.filter(slug=name).first()
        if product is not None:
            return Thing(kind, product)
    if kind == "cluster":
        return Thing(kind, find_cluster(draft, name))
    raise NotFound("There is no such product or cluster.", code="thing_unknown")


def find_cluster(draft: Draft, name: str) -> Cluster | DraftCluster:
    """A cluster by its slug, or one the draft would open by `+` and its key."""
    found: Cluster | DraftCluster | None
    if name.startswith("+") and name[1:].isdecimal() and len(name) < 18:
        found = DraftCluster.objects.filter(draft=draft, pk=int(name[1:]), made=None).first()
    else:
        found = Cluster.objects.filter(slug=name).first()
    if found is None:
        raise NotFound("There is no such cluster.", code="cluster_unknown")
    return found


def find_taker(slug: str) -> Person | None:
    """Whoever a page named; nobody is empty. Raises `NotFound`."""
    if not slug:
        return None
    person = Person.objects.filter(slug=slug).first()
    if person is None:
        raise NotFound("There is no such person.", code="person_unknown")
    return person


def draft_move_page(person: Person, pk: int, moment: Moment, given: Mapping[str, str]) -> MovePage:
    """The places one thing could go to, the likeliest or those searched for. Raises `NotFound`."""
    draft = find_draft(person, pk)
    thing = find_thing(draft, given.get("thing", ""))
    found = drafted(draft, world_on(moment.on, with_ties=thing.kind == "product"))
    q = given.get("q", "").strip()
    if isinstance(thing.row, Product):
        return _product_page(draft, thing, thing.row, found, q)
    return _cluster_page(draft, thing, thing.row, found, q)


def _product_page(draft: Draft, thing: Thing, row: Product, found: Drafted, q: str) -> MovePage:
    after = found.after
    product = after.products.get(row.pk)
    if product is None:
        raise NotFound(f"{row.name} is in no cluster.", code="no_cluster")
    home = after.home[row.pk]
    ties = {
        key: _ties(product, after.members[key])
        for key in after.members
        if key != home and after.counts(key)
    }
    if q:
        keys = [key for key in ties if q.casefold() in _names(after, key)]
    else:
        keys = [key for key, why in ties.items() if why]
    keys.sort(key=lambda key: (-len(ties[key]), after.clusters[key].name))
    lock = draft.locks.filter(product=row).first()  # type: ignore[attr-defined]
    cluster = after.clusters[home]
    return MovePage(
        draft=draft,
        thing=thing,
        seen=f"+{-home}" if cluster.is_planned else cluster.slug,
        now=cluster.name,
        evidence=activities_on(found.day, [row.pk])[row.pk].brief,
        places=[_cluster_place(after, row.pk, key, ties[key]) for key in keys[: _most(q)]],
        q=q,
        lock=lock.reason if lock else "",
        stays_alone=len(after.members[home]) == 1,
    )


def _cluster_place(picture: Picture, product_id: int, key: int, ties: list[str]) -> Place:
    cluster = picture.clusters[key]
    to = f"+{-key}" if cluster.is_planned else cluster.slug
    owner = picture.owner.get(key)
    tried = rearranged(picture, [MoveProduct(product_id, key)])
    return _place(f"cluster:{to}", cluster.name, owner, picture, tried, ties)


def _ties(product: PictureProduct, members: Iterable[PictureProduct]) -> list[str]:
    """The kinds of reason for which the product could belong with the members (DOMAIN 1)."""
    kinds = []
    rows = list(members)
    if any(product.personas & other.personas for other in rows):
        kinds.append(Rationale.USERS.label)
    if product.domain and any(product.domain == other.domain for other in rows):
        kinds.append(Rationale.DOMAIN.label)
    if any(
        other.product_id in product.needs or product.product_id in other.needs for other in rows
    ):
        kinds.append(Rationale.TECHNICAL.label)
    return kinds


def _cluster_page(
    draft: Draft, thing: Thing, row: Cluster | DraftCluster, found: Drafted, q: str
) -> MovePage:
    after = found.after
    key = row.pk if isinstance(row, Cluster) else -row.pk
    if key not in after.members:
        raise NotFound(f"{row.name} holds no product.", code="cluster_empty")
    owner = after.owner.get(key)
    former = after.former.get(key, frozenset())
    people = [pk for pk in after.persons if pk != owner]
    if q:
        people = [pk for pk in people if q.casefold() in after.persons[pk].name.casefold()]
    else:
        people = [pk for pk in people if pk in after.owned or pk in former]
    levels = {pk: _level_with(after, pk, key) for pk in people}
    people.sort(
        key=lambda pk: (
            levels[pk],
            pk not in former,
            len(after.owned.get(pk, ())),
            after.persons[pk].name,
        )
    )
    places = [_person_place(after, pk, key, former) for pk in people[: _most(q)]]
    kept = isinstance(row, Cluster) and draft.locks.filter(cluster=row).first()  # type: ignore[attr-defined]
    return MovePage(
        draft=draft,
        thing=thing,
        seen=after.persons[owner].slug if owner is not None else "",
        now=after.persons[owner].name if owner is not None else "nobody",
        evidence="; ".join(product.name for product in after.members[key]),
        places=places,
        q=q,
        lock=kept.reason if kept else "",
        stays_alone=True,
    )


def _person_place(picture: Picture, pk: int, key: int, former: frozenset[int]) -> Place:
    person = picture.persons[pk]
    tried = rearranged(picture, [GiveCluster(key, pk)])
    ties = ["owned it before"] if pk in former else []
    return _place(f"person:{person.slug}", person.name, pk, picture, tried, ties)


def _level_with(picture: Picture, person: int, cluster_id: int) -> int:
    """How heavy the person's load would be with the cluster as well."""
    held = (*picture.holdings(person), picture.holding(cluster_id))
    return level_of(held, picture.policy).rank


def _place(
    to: str, name: str, owner: int | None, before: Picture, after: Picture, ties: list[str]
) -> Place:
    why = ", ".join(ties)
    if owner is None:
        return Place(to, name, "no accountable owner", "", False, why)
    was = level_of(before.holdings(owner), before.policy)
    now = level_of(after.holdings(owner), after.policy)
    words = f"{was.label.lower()}, stays so" if was is now else f"{was.label} → {now.label.lower()}"
    return Place(to, name, before.persons[owner].name, words, now.is_beyond, why)


def _names(picture: Picture, key: int) -> str:
    rows = [picture.clusters[key].name, *(product.name for product in picture.members[key])]
    owner = picture.owner.get(key)
    return "\n".join([*rows, picture.persons[owner].name if owner else ""]).casefold()


def _most(q: str) -> int:
    return FOUND if q else MOST
