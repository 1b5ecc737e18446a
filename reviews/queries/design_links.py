"""Where a load that is a portfolio design problem is taken up: proposals, and the design table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import NoReverseMatch, reverse

from people.models import Person
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from products.models import Ownership
from reviews.queries.group_facts import proposals_on
from reviews.queries.group_loads import outcomes_on
from reviews.queries.group_words import title_of
from reviews.values import LoadChange

NAMED: Final = 3
"""So many proposals are named; the others stand on the page of all."""
PLACES: Final = (
    ("All group proposals", ("reviews:group-list",)),
    ("Try it on the design table", ("portfolio:design-table", "portfolio:draft-list")),
)
"""What each link says and the addresses it may have, the first that exists."""


@dataclass(frozen=True)
class DesignLink:
    """A page that reshapes the portfolio."""

    label: str
    url: str


def design_links(person: Person, moment: Moment) -> list[DesignLink]:
    """The proposals that would lighten the person's load, then the pages for all of them."""
    found = [(label, _first(names)) for label, names in PLACES]
    return [*_lightening(person, moment), *(DesignLink(label, url) for label, url in found if url)]


def _lightening(person: Person, moment: Moment) -> list[DesignLink]:
    """The strongest first; none for the past, which nobody changes any more."""
    if moment.is_past:
        return []
    owned = set(
        Ownership.objects.on(moment.on).filter(person=person).values_list("cluster_id", flat=True)
    )
    theirs = [
        one
        for one in proposals_on(moment.on)
        if any(fact.cluster_id in owned for fact in one.products)
    ]
    told = zip(theirs, outcomes_on(theirs, moment.on), strict=True)
    return [
        DesignLink(
            f"Group {title_of(one)}: {_change(outcome.changes[person.pk])}",
            reverse("reviews:group-acceptance", args=[one.key]),
        )
        for one, outcome in told
        if outcome.lightens(person.pk)
    ][:NAMED]


def _change(change: LoadChange) -> str:
    """`4 stable clusters become 3`."""
    parts = [
        f"{counted(old, noun)} {'becomes' if old == 1 else 'become'} {new}"
        for noun, old, new in (
            ("active product", change.before.active, change.after.active),
            ("stable cluster", change.before.stable, change.after.stable),
        )
        if old != new
    ]
    return ", ".join(parts)


def _first(names: tuple[str, ...]) -> str:
    return next((url for name in names if (url := _url(name))), "")


def _url(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
