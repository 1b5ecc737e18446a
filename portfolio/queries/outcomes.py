"""Did it work? What the whole portfolio shipped, or one's own part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backlogs.queries.outcome_pages import QUARTERS, Outcomes, Whose, outcomes_of, outcomes_table
from people.models import Person
from portfolio.kernel.moments import Moment
from portfolio.kernel.tabular.values import Table
from portfolio.queries.addresses import page
from reviews.permissions import clusters_in_sight
from reviews.queries.owner_outcomes import held_by_clusters


@dataclass(frozen=True)
class PortfolioOutcomesPage:
    """Ready values for `portfolio/outcomes.html`."""

    is_whole: bool
    outcomes: Outcomes


def outcomes_page(
    moment: Moment, person: Person, params: Mapping[str, str]
) -> PortfolioOutcomesPage:
    """The outcomes of everything the person may read about."""
    whose = _whose(moment, person)
    return PortfolioOutcomesPage(whose.held is None, outcomes_of(whose, moment, params))


def outcomes_export_table(moment: Moment, person: Person, params: Mapping[str, str]) -> Table:
    """What the page shows, as a table."""
    return outcomes_table(_whose(moment, person), moment, params)


def _whose(moment: Moment, person: Person) -> Whose:
    sight = clusters_in_sight(person)
    if sight is None:
        return Whose("The portfolio", page("portfolio:outcomes"), None)
    held = held_by_clusters(sight, moment.quarter.trailing(QUARTERS), moment.on)
    return Whose("Your clusters", page("portfolio:outcomes"), held)
