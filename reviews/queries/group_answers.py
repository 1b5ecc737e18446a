"""One proposal, to be accepted or declined."""

from __future__ import annotations

from dataclasses import dataclass

from backlogs.models import Item
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from products.models import Product
from reviews.actions.grouping_proposals import shape_of
from reviews.queries.group_facts import group_policy_on, proposals_on
from reviews.queries.group_list import (
    PersonLoad,
    ProposalCard,
    cards_of,
    load_rows,
    warning_of,
)
from reviews.queries.group_loads import outcomes_on
from reviews.queries.load import load_policy_on
from reviews.queries.split_preview import ListSide, list_side, metrics_of
from reviews.values.group import GroupProposal


@dataclass(frozen=True)
class GroupAcceptancePage:
    """Both sides of a proposal, with whoever shall be accountable."""

    card: ProposalCard
    products: list[Product]
    taker: Person | None
    loads: list[PersonLoad]
    warning: str
    list_after: ListSide
    metrics: list[str]
    kinds: list[str]
    seen: str

    @property
    def rationale(self) -> str:
        """The reasons as one text, to begin from."""
        return " ".join(self.card.reasons)


def proposal_at(key: str, moment: Moment) -> GroupProposal:
    """The proposal an address names. Raises `NotFound` where it is not proposed at the moment."""
    found = next((one for one in proposals_on(moment.on) if one.key == key), None)
    if found is None:
        raise NotFound(
            "These products are not proposed as a group any more.", code="proposal_unknown"
        )
    return found


def group_decline_page(key: str, moment: Moment) -> ProposalCard:
    """The proposal as the list shows it."""
    return cards_of([proposal_at(key, moment)], moment, group_policy_on(moment.on))[0]


def group_acceptance_page(
    key: str, moment: Moment, taker: Person | None = None
) -> GroupAcceptancePage:
    """The proposal with its loads; without a `taker` with whoever would carry least."""
    proposal = proposal_at(key, moment)
    card = cards_of([proposal], moment, group_policy_on(moment.on))[0]
    outcome = outcomes_on([proposal], moment.on, taker)[0]
    people = Person.objects.in_bulk(outcome.changes)
    rows = Product.objects.filter(pk__in=proposal.product_ids).select_related("cluster")
    products = list(rows.order_by("name", "pk"))
    items = Item.objects.unfinished().filter(product_id__in=proposal.product_ids)
    return GroupAcceptancePage(
        card=card,
        products=products,
        taker=people.get(outcome.taker) if outcome.taker else None,
        loads=load_rows(outcome, people, load_policy_on(moment.on), moment),
        warning=warning_of(outcome, people),
        list_after=list_side("One list", items.order_by("product__name", "rank")),
        metrics=metrics_of(proposal.product_ids),
        kinds=[kind.value for kind in proposal.kinds],
        seen=shape_of([one.cluster for one in products]),
    )
