"""Rights that depend on a cluster (DOMAIN 14). A thing is a cluster's key."""

from __future__ import annotations

from dataclasses import dataclass

import rules
from django.db import connection

from people.models import Person
from people.permissions import (
    is_facilitator,
    is_leadership,
    is_signed_in,
    require,
    sees_everything,
)
from people.queries import today
from portfolio.kernel.errors import Refused
from products.models import Product
from products.values import Stage


@dataclass(frozen=True)
class Belonging:
    """The clusters a person owns today and those whose team they belong to.

    A deputy counts as joined for as long as they stand in for the present owner.
    """

    owned: frozenset[int]
    joined: frozenset[int]

    @property
    def all(self) -> frozenset[int]:
        """Owned or joined."""
        return self.owned | self.joined


# One statement for all, and by hand: this is asked on nearly every page and every move.
_BELONGING = """
SELECT cluster_id, true FROM products_ownership
 WHERE person_id = %(person)s AND period @> %(day)s::date
UNION ALL
SELECT cluster_id, false FROM products_teammembership
 WHERE person_id = %(person)s AND period @> %(day)s::date
UNION ALL
SELECT d.cluster_id, false FROM products_deputy d
  JOIN products_ownership o ON o.cluster_id = d.cluster_id AND o.person_id = d.owner_id
 WHERE d.person_id = %(person)s AND d.period @> %(day)s::date AND o.period @> %(day)s::date
"""


def belonging(person: Person) -> Belonging:
    """What the person belongs to today; read once per person object, that is, per request."""
    known: Belonging | None = getattr(person, "_belonging", None)
    if known is None:
        with connection.cursor() as cursor:
            cursor.execute(_BELONGING, {"person": person.pk, "day": today()})
            rows = cursor.fetchall()
        known = Belonging(
            frozenset(cluster_id for cluster_id, is_owner in rows if is_owner),
            frozenset(cluster_id for cluster_id, is_owner in rows if not is_owner),
        )
        person._belonging = known  # type: ignore[attr-defined]
    return known


@rules.predicate
def owns(person: Person, cluster_id: int | None = None) -> bool:
    """Accountable owner of the cluster; of any cluster when none is named."""
    if not is_signed_in(person):
        return False
    owned = belonging(person).owned
    return bool(owned) if cluster_id is None else cluster_id in owned


@rules.predicate
def belongs_to(person: Person, cluster_id: int | None = None) -> bool:
    """Member of the cluster's team; of any team when none is named."""
    if not is_signed_in(person):
        return False
    joined = belonging(person).joined
    return bool(joined) if cluster_id is None else cluster_id in joined


edits_backlog = owns | belongs_to
edits_product = owns
sees_reviews = sees_everything | owns | belongs_to
runs_reviews = is_leadership | is_facilitator | owns


def require_backlog(person: Person, cluster_id: int) -> None:
    """Raise `Forbidden` unless the person may edit the cluster's backlog and measurements."""
    require(edits_backlog, person, cluster_id, who="the owner and the team of this cluster")


def require_product(person: Person, cluster_id: int) -> None:
    """Raise `Forbidden` unless the person may edit the cluster's products and metrics."""
    require(edits_product, person, cluster_id, who="the accountable owner of this cluster")


def require_living(product: Product) -> None:
    """Raise `Refused` for a retired product: it is kept for memory and read-only (DOMAIN 2)."""
    if product.stages.on(today()).filter(stage=Stage.RETIRED).exists():  # type: ignore[attr-defined]
        raise Refused(f"{product.name} is retired and read-only.", code="product_retired")
