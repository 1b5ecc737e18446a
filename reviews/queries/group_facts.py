"""What group proposals are computed from, as of any day, in a fixed number of statements.

Who uses a product, its business domain and its dependencies carry no dates: past days are told
with those of today.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Count

from backlogs.models import Item
from backlogs.queries.clock import ends, starts
from backlogs.queries.state import as_of
from products.models import Dependency, Product, ProductUser, StagePeriod
from products.queries import policy_on
from products.values import Stage
from reviews.calculations.group import propose
from reviews.models import GroupDecline
from reviews.queries.split_signals import members_on
from reviews.values.group import GroupFact, GroupPolicy, GroupProposal


def proposals_on(day: date) -> list[GroupProposal]:
    """The proposals at the end of `day`, the strongest first."""
    policy = group_policy_on(day)
    declined = [row.products for row in declines_on(day)]
    return propose(group_facts(day, policy), declined, policy)


def group_policy_on(day: date) -> GroupPolicy:
    """The thresholds in force at the end of `day`."""
    return GroupPolicy.from_thresholds(policy_on(day).thresholds)


def declines_on(day: date) -> list[GroupDecline]:
    """What is quiet at the end of `day`, the newest first."""
    rows = GroupDecline.objects.filter(on__lte=day, quiet_until__gt=day)
    return list(rows.select_related("by"))


def group_facts(day: date, policy: GroupPolicy) -> list[GroupFact]:
    """Every mature product that stands alone in its cluster, as it stood at the end of `day`."""
    mature = set(
        StagePeriod.objects.on(day)
        .filter(stage=Stage.MATURITY)
        .values_list("product_id", flat=True)
    )
    alone = {
        products[0]: cluster
        for cluster, products in members_on(day, None).items()
        if len(products) == 1 and products[0] in mature
    }
    touched = _touched(alone, day, policy)
    personas = _personas(alone)
    needs = _needs(alone, policy)
    rows = Product.objects.filter(pk__in=alone).values_list("pk", "name", "business_domain")
    return [
        GroupFact(
            product_id=pk,
            name=name,
            cluster_id=alone[pk],
            members=1,
            stage=Stage.MATURITY,
            touched=touched.get(pk, 0),
            personas=frozenset(personas[pk]),
            domain=domain,
            needs=frozenset(needs[pk]),
        )
        for pk, name, domain in rows
    ]


def _touched(products: Collection[int], day: date, policy: GroupPolicy) -> dict[int, int]:
    """How many items of each product were last touched in the days up to `day`."""
    first = starts(day - timedelta(days=policy.trailing_days - 1))
    items = as_of(Item.objects.filter(product_id__in=products), ends(day))
    rows = items.filter(touched_then__gte=first).order_by().values("product_id")
    return dict(rows.annotate(count=Count("pk")).values_list("product_id", "count"))


def _personas(products: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = ProductUser.objects.filter(product_id__in=products)
    for product_id, persona_id in rows.values_list("product_id", "persona_id"):
        found[product_id].add(persona_id)
    return found


def _needs(products: Collection[int], policy: GroupPolicy) -> dict[int, set[int]]:
    pairs = list(Dependency.objects.values_list("product_id", "needs_id"))
    asked = Counter(needed for _, needed in pairs)
    found: dict[int, set[int]] = defaultdict(set)
    for product_id, needed in pairs:
        if product_id in products and asked[needed] <= policy.common_needs:
            found[product_id].add(needed)
    return found
