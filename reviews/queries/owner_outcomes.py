"""Did it work? What was shipped while somebody was accountable, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from backlogs.queries.outcome_pages import QUARTERS, Outcomes, Whose, outcomes_of, outcomes_table
from people.models import Person
from portfolio.kernel.errors import NotFound
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.tabular.values import Table
from products.models import Ownership, Placement
from reviews.permissions import require_load
from reviews.queries.links import owner_url, with_moment


@dataclass(frozen=True)
class OwnerOutcomesPage:
    """Ready values for `reviews/owner_outcomes.html`."""

    person: Person
    owners_url: str
    owner_url: str
    outcomes: Outcomes


def owner_outcomes_page(
    slug: str, moment: Moment, reader: Person, params: Mapping[str, str]
) -> OwnerOutcomesPage:
    """The outcomes of the person. Raises `NotFound` for what the reader may not see."""
    person = _person(slug, reader)
    return OwnerOutcomesPage(
        person,
        with_moment(reverse("reviews:owner-list"), moment),
        owner_url(slug, moment),
        outcomes_of(_whose(person, moment), moment, params),
    )


def owner_outcomes_table(
    slug: str, moment: Moment, reader: Person, params: Mapping[str, str]
) -> Table:
    """What the page shows, as a table."""
    return outcomes_table(_whose(_person(slug, reader), moment), moment, params)


def held_by_clusters(
    cluster_ids: Collection[int], quarters: Collection[Quarter], on: date
) -> dict[Quarter, list[int]]:
    """The products the clusters held together at the end of each quarter, or of day `on`."""
    rows = Placement.objects.filter(cluster_id__in=cluster_ids).order_by("product_id")
    placed = list(rows.values_list("product_id", "period"))
    return {
        quarter: [pk for pk, period in placed if min(on, quarter.last_day) in period]
        for quarter in quarters
    }


def _person(slug: str, reader: Person) -> Person:
    person = Person.objects.filter(slug=slug).first()
    if person is None:
        raise NotFound("There is no such person.", code="person_unknown")
    require_load(reader, person.pk)
    return person


def _whose(person: Person, moment: Moment) -> Whose:
    """What the person was accountable for at the end of each quarter, and no predecessor's work."""
    owned = list(Ownership.objects.filter(person=person).values_list("cluster_id", "period"))
    rows = Placement.objects.filter(cluster_id__in={cluster_id for cluster_id, _ in owned})
    placed = list(rows.order_by("product_id").values_list("cluster_id", "product_id", "period"))
    held: dict[Quarter, list[int]] = {}
    for quarter in moment.quarter.trailing(QUARTERS):
        day = min(moment.on, quarter.last_day)
        mine = {cluster_id for cluster_id, period in owned if day in period}
        held[quarter] = [pk for home, pk, period in placed if home in mine and day in period]
    return Whose(person.name, reverse("reviews:owner-outcomes", args=[person.slug]), held)
