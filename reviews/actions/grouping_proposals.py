"""Leadership accepts a group proposal, or says why it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from people.models import Person
from people.queries import organisation, today
from portfolio.kernel.errors import Refused
from portfolio.kernel.quarters import Quarter
from products.actions.teams import join_team
from products.models import Cluster, Ownership, Product, TeamMembership
from reviews.actions.grouping import group
from reviews.actions.reshaping import check_seen, lock_clusters, seal
from reviews.actions.splits import NewCluster, fingerprint, propose_owner
from reviews.models import GroupDecline, SplitAct
from reviews.queries.group_facts import group_policy_on, proposals_on


@dataclass(frozen=True)
class Agreed:
    """What was agreed: the new cluster, who shall be accountable, from which day."""

    new: NewCluster
    person: Person
    on: date


@transaction.atomic
def accept_proposal(
    by: Person, products: Sequence[Product], agreed: Agreed, seen: str | None = None
) -> SplitAct:
    """Bring the products into one new cluster with an owner and all their teams.

    Somebody who owns one of them today is accountable for all from that day. Anybody else is asked,
    and whoever owned the first of them is accountable until they accept. `seen` is the `shape_of`
    what was shown; raises `Conflict` when it is another by now.
    """
    homes = lock_clusters([one.cluster_id for one in products])
    check_seen(seen, shape_of(list(homes.values())))
    if agreed.person.left_on is not None:
        raise Refused(
            f"{agreed.person.name} has left and cannot be accountable.",
            code="person_left", field="person",
        )  # fmt: skip
    owners = _owners(homes)
    team = list(TeamMembership.objects.filter(cluster__in=homes).open().select_related("person"))
    act = group(by, products, agreed.new, on=agreed.on, reason=agreed.new.rationale)
    keeper = owners.get(agreed.person.pk) or next(iter(owners.values()), None)
    if keeper is not None:
        Ownership.objects.create(
            cluster=act.target, person=keeper.person, assigned_by=by,
            period=DateRange(max(keeper.since, agreed.on), None, "[)"),
            reason=agreed.new.rationale,
        )  # fmt: skip
    for row in team:
        join_team(by, act.target, row.person, max(row.since, agreed.on), row.role)
    propose_owner(by, act.target, agreed.person, agreed.new.rationale)
    return seal(act)


def shape_of(homes: Sequence[Cluster]) -> str:
    """What a page that offers a grouping was made of."""
    return " ".join(fingerprint(one) for one in sorted(homes, key=lambda one: one.pk))


def _owners(homes: dict[int, Cluster]) -> dict[int, Ownership]:
    """Who is accountable today for one of them, in the order of the clusters' names."""
    rows = Ownership.objects.on(today()).filter(cluster__in=homes).select_related("person")
    found: dict[int, Ownership] = {}
    for row in rows.order_by("cluster__name", "cluster_id"):
        if row.person.left_on is None or row.person.left_on > today():
            found.setdefault(row.person_id, row)
    return found


@transaction.atomic
def decline_proposal(by: Person, product_ids: Sequence[int], reason: str) -> GroupDecline:
    """Keep the products apart until two whole quarters have passed after the present one.

    A repeat on the same day rewords the reason. Raises `Refused` when they are not proposed.
    """
    day, keys = today(), sorted(product_ids)
    again = GroupDecline.objects.filter(products=keys, on=day).exists()
    if not again and keys not in [sorted(one.product_ids) for one in proposals_on(day)]:
        raise Refused("These products are not proposed any more.", code="not_proposed")
    quarter = Quarter.of(day, organisation().first_month)
    row, _ = GroupDecline.objects.update_or_create(
        products=keys,
        on=day,
        defaults={
            "reason": reason,
            "by": by,
            "quiet_until": quarter.shift(group_policy_on(day).quiet_quarters + 1).start,
        },
    )
    return row
