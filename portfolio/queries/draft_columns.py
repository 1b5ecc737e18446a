"""What stands on the design table: columns of people, cards of clusters, chips of products."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from portfolio.kernel.charts import slots
from portfolio.kernel.marks import avatar, status_mark
from portfolio.queries.addresses import pattern
from portfolio.queries.drafts import Drafted
from reviews.calculations.load import load
from reviews.values import LoadLevel
from reviews.values.picture import Picture, PictureProduct

ORPHANS = 12
"""Clusters without an owner on one board; the rest is found by name."""


@dataclass(frozen=True)
class Chip:
    """A product: `thing` names it in a move."""

    thing: str
    name: str
    url: str
    is_active: bool
    why: str
    is_moved: bool
    lock: str


@dataclass(frozen=True)
class Card:
    """A cluster: `thing` names it in a move and as a target, `key` as where a product was seen."""

    thing: str
    key: str
    name: str
    url: str
    is_moved: bool
    is_planned: bool
    lock: str
    why_url: str
    chips: list[Chip]


@dataclass(frozen=True)
class Column:
    """A person, or nobody; `was` is the level today where the draft changes it."""

    key: str
    slug: str
    name: str
    url: str
    avatar: SafeString
    chart: SafeString
    level: SafeString
    was: str
    cards: list[Card]
    hidden: int = 0


def names_match(picture: Picture, cluster_id: int, q: str) -> bool:
    """Whether the cluster, or a product in it, is called so."""
    names = [product.name for product in picture.members[cluster_id]]
    return any(q in name.casefold() for name in (picture.clusters[cluster_id].name, *names))


class ColumnWriter:
    """Writes columns of one draft; addresses are resolved once."""

    def __init__(self, found: Drafted, reasons: Mapping[int, str]) -> None:
        draft = found.draft
        self.why = reasons
        self.found = found
        self.moves = reverse("portfolio:draft-move", args=[draft.pk])
        self.reasons = reverse("portfolio:draft-rationale", args=[draft.pk])
        self.owner_url = pattern("reviews:owner-detail")
        locks = list(draft.locks.all())  # type: ignore[attr-defined]
        self.locks = {lock.product_id: lock.reason for lock in locks if lock.product_id}
        self.kept = {lock.cluster_id: lock.reason for lock in locks if lock.cluster_id}
        self.unexplained = set(found.differences.unexplained)

    def column(self, person_id: int) -> Column:
        """One person with everything they would be accountable for."""
        found, person = self.found, self.found.after.persons[person_id]
        carried = load(found.after.holdings(person_id), found.after.policy)
        before = found.known.get(person_id, LoadLevel.WITHIN)
        policy = found.after.policy
        return Column(
            key=f"person:{person.slug}",
            slug=person.slug,
            name=person.name,
            url=self.owner_url(person.slug),
            avatar=avatar(person.name),
            chart=slots(
                carried.active,
                carried.stable,
                active_limit=policy.active_ceiling,
                stable_limit=policy.stable_ceiling,
            ),
            level=status_mark(carried.level.value),
            was="" if before is carried.level else before.label.lower(),
            cards=[self._card(key) for key in found.after.owned.get(person_id, ())],
        )

    def nobody(self, q: str) -> Column:
        """Clusters without anybody accountable, those searched for first."""
        after = self.found.after
        keys = sorted(after.orphans, key=lambda key: not (q and names_match(after, key, q)))
        return Column(
            key="person:",
            slug="",
            name="No accountable owner",
            url="",
            avatar=avatar(""),
            chart=SafeString(""),
            level=SafeString(""),
            was="",
            cards=[self._card(key) for key in keys[:ORPHANS]],
            hidden=max(0, len(keys) - ORPHANS),
        )

    def _card(self, cluster_id: int) -> Card:
        before, after = self.found.before, self.found.after
        cluster = after.clusters[cluster_id]
        place = f"+{-cluster_id}" if cluster.is_planned else cluster.slug
        return Card(
            thing=f"cluster:{place}",
            key=place,
            name=cluster.name,
            url=f"{self.moves}?thing=cluster:{_quoted(place)}",
            is_moved=before.owner.get(cluster_id) != after.owner.get(cluster_id),
            is_planned=cluster.is_planned,
            lock=self.kept.get(cluster_id, ""),
            why_url=f"{self.reasons}?cluster={_quoted(place)}"
            if cluster_id in self.unexplained
            else "",
            chips=[self._chip(product, cluster_id) for product in after.members[cluster_id]],
        )

    def _chip(self, product: PictureProduct, cluster_id: int) -> Chip:
        return Chip(
            thing=f"product:{product.slug}",
            name=product.name,
            url=f"{self.moves}?thing=product:{product.slug}",
            is_active=product.activity.is_active and product.activity.counts,
            why=self.why.get(product.product_id, ""),
            is_moved=self.found.before.home[product.product_id] != cluster_id,
            lock=self.locks.get(product.product_id, ""),
        )


def _quoted(place: str) -> str:
    return place.replace("+", "%2B")
