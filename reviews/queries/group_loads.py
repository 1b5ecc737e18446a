"""The loads a proposal would bring about, for several proposals at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from people.models import Person
from products.models import Ownership
from reviews.calculations.group_loads import changes_with, outcome_of
from reviews.queries.load import carried_on, holdings_of_clusters, load_policy_on
from reviews.values import Holding
from reviews.values.group import GroupOutcome, GroupProposal


def outcomes_on(
    proposals: Sequence[GroupProposal], day: date, taker: Person | None = None
) -> list[GroupOutcome]:
    """What each would do to its owners at the end of `day`, in the order of the proposals.

    With a `taker` they take the group, whether or not they own one of its products now.
    """
    homes = {fact.cluster_id for one in proposals for fact in one.products}
    owned = _owners(homes, day)
    asked = {*owned.values(), *([taker.pk] if taker else [])}
    carried = carried_on(day, asked) if asked else {}
    orphans = holdings_of_clusters(homes - set(owned), day) if homes - set(owned) else {}
    policy = load_policy_on(day)
    found = []
    for one in proposals:
        clusters = [fact.cluster_id for fact in one.products]
        present = {owned[pk] for pk in clusters if pk in owned}
        people = {pk: carried[pk].holdings for pk in present}
        free: list[Holding] = [orphans[pk] for pk in clusters if pk in orphans]
        if taker is None:
            found.append(outcome_of(one.product_ids, people, free, policy))
        else:
            people[taker.pk] = carried[taker.pk].holdings
            found.append(changes_with(taker.pk, one.product_ids, people, free, policy))
    return found


def _owners(clusters: set[int], day: date) -> dict[int, int]:
    """Cluster → who is accountable; nobody where that person has left."""
    rows = Ownership.objects.on(day).filter(cluster_id__in=clusters).select_related("person")
    found: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.person.left_on is None or row.person.left_on > day:
            found[row.cluster_id] = row.person_id
    return dict(found)
