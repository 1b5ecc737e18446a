"""Why products are proposed as a cluster, in sentences with the names behind them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from portfolio.kernel.words import counted, joined
from products.models import Persona, Product, ProductUser
from products.values import Rationale
from reviews.values.group import GroupPolicy, GroupProposal


@dataclass(frozen=True)
class Names:
    """What the keys in proposals are called, and how many people of a persona use a product."""

    products: Mapping[int, Product]
    personas: Mapping[int, str]
    people: Mapping[tuple[int, int], int]

    @classmethod
    def of(cls, proposals: Sequence[GroupProposal]) -> Self:
        """Three statements, however many proposals."""
        products = {pk for one in proposals for pk in (*one.product_ids, *one.needs)}
        personas = {pk for one in proposals for pk in one.personas}
        return cls(
            Product.objects.select_related("cluster").in_bulk(products),
            dict(Persona.objects.filter(pk__in=personas).values_list("pk", "name")),
            _people(products, personas),
        )


def _people(products: Collection[int], personas: Collection[int]) -> dict[tuple[int, int], int]:
    rows = ProductUser.objects.filter(product_id__in=products, persona_id__in=personas)
    found = rows.exclude(headcount=None).values_list("product_id", "persona_id", "headcount")
    return {(product, persona): count or 0 for product, persona, count in found}


def title_of(proposal: GroupProposal) -> str:
    """`Archive Search and Invoice Run`."""
    return joined([one.name for one in proposal.products])


def reasons_of(proposal: GroupProposal, names: Names) -> list[str]:
    """One sentence for each rationale that holds, the strongest first."""
    told = {
        Rationale.USERS: _users,
        Rationale.DOMAIN: _domain,
        Rationale.TECHNICAL: _needs,
    }
    return [told[kind](proposal, names) for kind in proposal.kinds]


def _users(proposal: GroupProposal, names: Names) -> str:
    shared = sorted(proposal.personas, key=lambda pk: names.personas[pk])
    return f"They serve the same users: {joined([names.personas[pk] for pk in shared])}."


def _domain(proposal: GroupProposal, names: Names) -> str:
    return f"They sit in the same business domain: {proposal.domain}."


def _needs(proposal: GroupProposal, names: Names) -> str:
    inside = [pk for pk in proposal.needs if pk in proposal.product_ids]
    if inside:
        centre = names.products[inside[0]].name
        others = [one.name for one in proposal.products if one.product_id != inside[0]]
        return f"{joined(others)} {'needs' if len(others) == 1 else 'need'} {centre}."
    needed = sorted(names.products[pk].name for pk in proposal.needs)
    return f"They need the same: {joined(needed)}."


def evidence_of(proposal: GroupProposal, names: Names, policy: GroupPolicy) -> list[str]:
    """What makes each product thinly owned, and how many of the shared users use it."""
    lines = []
    for one in proposal.products:
        words = (
            f"alone in its cluster, in maturity, {counted(one.touched, 'item')} touched in "
            f"{policy.trailing_days} days (fewer than {policy.items_threshold})"
        )
        used = [
            f"{names.personas[pk]} {names.people[one.product_id, pk]}"
            for pk in sorted(proposal.personas, key=lambda pk: names.personas[pk])
            if (one.product_id, pk) in names.people
        ]
        lines.append(f"{words}{'; ' + joined(used) if used else ''}.")
    return lines
