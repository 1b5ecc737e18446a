"""Group proposals: what belongs together, why, and what it would do to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.marks import person_mark, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import joined
from products.models import Product
from products.queries import policy_on
from products.queries.dependencies import CutLine, cut_lines
from reviews.queries.group_facts import declines_on, group_policy_on, proposals_on
from reviews.queries.group_loads import outcomes_on
from reviews.queries.group_words import Names, evidence_of, reasons_of, title_of
from reviews.queries.links import PRODUCT, owner_url, with_moment
from reviews.queries.load import load_policy_on
from reviews.queries.owner_ways import load_chart
from reviews.values import LoadPolicy
from reviews.values.group import GroupOutcome, GroupPolicy, GroupProposal

SHOWN = 20


@dataclass(frozen=True)
class Part:
    """One product of a proposal, with what makes it thinly owned."""

    name: str
    url: str
    evidence: str


@dataclass(frozen=True)
class PersonLoad:
    """What one person carries before and after."""

    person: SafeString
    before: SafeString
    before_level: SafeString
    after: SafeString
    after_level: SafeString
    note: str


@dataclass(frozen=True)
class ProposalCard:
    """One proposal, every cell ready."""

    title: str
    reasons: list[str]
    parts: list[Part]
    loads: list[PersonLoad]
    warning: str
    accept_url: str
    decline_url: str


@dataclass(frozen=True)
class Declined:
    """A proposal that is quiet, with the reason."""

    names: str
    reason: str
    by: str
    on: date
    quiet_until: date


@dataclass(frozen=True)
class GroupListPage:
    """The proposals of one page, and what was declined."""

    cards: list[ProposalCard]
    count: int
    pager: Page[GroupProposal]
    declined: list[Declined]
    cuts: list[CutLine]
    policy: GroupPolicy
    version: int


def group_list_page(moment: Moment, number: str) -> GroupListPage:
    """The proposals at the moment, the strongest first; only today's can be answered."""
    found, policy = proposals_on(moment.on), group_policy_on(moment.on)
    pager = Paginator(found, SHOWN).get_page(number)
    return GroupListPage(
        cards=cards_of(list(pager.object_list), moment, policy),
        count=len(found),
        pager=pager,
        declined=_declined(moment.on),
        cuts=[] if moment.is_past else cut_lines(),
        policy=policy,
        version=policy_on(moment.on).number,
    )


def cards_of(
    proposals: Sequence[GroupProposal], moment: Moment, policy: GroupPolicy
) -> list[ProposalCard]:
    """The proposals with their loads, in a fixed number of statements."""
    names, limits = Names.of(proposals), load_policy_on(moment.on)
    outcomes = outcomes_on(proposals, moment.on)
    people = Person.objects.in_bulk({pk for one in outcomes for pk in one.changes})
    return [
        ProposalCard(
            title=title_of(one),
            reasons=reasons_of(one, names),
            parts=_parts(one, names, policy, moment),
            loads=load_rows(outcome, people, limits, moment),
            warning=warning_of(outcome, people),
            accept_url=_answer("acceptance", one, moment),
            decline_url=_answer("decline", one, moment),
        )
        for one, outcome in zip(proposals, outcomes, strict=True)
    ]


def _answer(word: str, proposal: GroupProposal, moment: Moment) -> str:
    return "" if moment.is_past else reverse(f"reviews:group-{word}", args=[proposal.key])


def _parts(
    proposal: GroupProposal, names: Names, policy: GroupPolicy, moment: Moment
) -> list[Part]:
    told = zip(proposal.products, evidence_of(proposal, names, policy), strict=True)
    return [
        Part(
            one.name,
            with_moment(PRODUCT.format(names.products[one.product_id].slug), moment),
            evidence,
        )
        for one, evidence in told
    ]


def load_rows(
    outcome: GroupOutcome, people: dict[int, Person], limits: LoadPolicy, moment: Moment
) -> list[PersonLoad]:
    """Everybody's load before and after, whoever takes the group first."""
    ordered = sorted(outcome.changes, key=lambda pk: (pk != outcome.taker, people[pk].name, pk))
    return [
        PersonLoad(
            person=person_mark(people[pk].name, owner_url(people[pk].slug, moment)),
            before=load_chart(change.before, limits),
            before_level=status_mark(change.before.level.value),
            after=load_chart(change.after, limits),
            after_level=status_mark(change.after.level.value),
            note="would be accountable for the group" if pk == outcome.taker else "",
        )
        for pk in ordered
        for change in [outcome.changes[pk]]
    ]


def warning_of(outcome: GroupOutcome, people: dict[int, Person]) -> str:
    """What stands against it: nobody is accountable, or somebody would be beyond the ceiling."""
    if outcome.taker is None:
        return "Nobody is accountable for any of them: accepting it means naming an owner."
    if outcome.beyond:
        names = joined(sorted(people[pk].name for pk in outcome.beyond))
        return f"It would put {names} beyond the ceiling. Choose another owner, or lighten first."
    return ""


def _declined(day: date) -> list[Declined]:
    rows = declines_on(day)
    names = dict(
        Product.objects.filter(pk__in={pk for row in rows for pk in row.products}).values_list(
            "pk", "name"
        )
    )
    return [
        Declined(
            names=joined(sorted(names[pk] for pk in row.products if pk in names)),
            reason=row.reason,
            by=row.by.name if row.by else "",
            on=row.on,
            quiet_until=row.quiet_until,
        )
        for row in rows
    ]
