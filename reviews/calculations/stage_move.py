"""What a change of stage would do to a product's activity and its owner's load (DOMAIN 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from products.values import Stage
from reviews.calculations.activity import activity
from reviews.calculations.assignment import compare
from reviews.values import Holding, LoadChange, LoadPolicy, ProductActivity, ProductFacts


@dataclass(frozen=True)
class StageMove:
    """The product's activity before and after; the owner's load where there is an owner."""

    before: ProductActivity
    after: ProductActivity
    load: LoadChange | None


def move(
    facts: ProductFacts,
    stage: Stage,
    day: date,
    policy: LoadPolicy,
    holdings: Sequence[Holding] | None,
) -> StageMove:
    """The same product on the same day, were it in `stage`; `holdings` are its owner's."""
    before = activity(facts, day, policy)
    after = activity(replace(facts, stage=stage, stage_since=day), day, policy)
    return StageMove(
        before,
        after,
        None if holdings is None else compare(holdings, _with(holdings, after), policy),
    )


def _with(holdings: Sequence[Holding], product: ProductActivity) -> tuple[Holding, ...]:
    """The holdings with the product as it would be."""
    return tuple(
        replace(
            holding,
            products=tuple(
                product if one.product_id == product.product_id else one for one in holding.products
            ),
        )
        for holding in holdings
    )
