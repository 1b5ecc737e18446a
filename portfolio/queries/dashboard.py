"""The portfolio dashboard: everything it shows, as of the moment, for what the person may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Window

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted
from portfolio.queries.addresses import page
from portfolio.queries.dashboard_compare import (
    Comparison,
    Side,
    beyond_of,
    comparison_of,
    other_moment,
    quarters_to_compare,
    side_at,
)
from portfolio.queries.dashboard_figures import (
    Counts,
    Figure,
    Scope,
    counts_of,
    figures_of,
)
from portfolio.queries.dashboard_file_links import FileLine, file_lines
from portfolio.queries.dashboard_lifecycle import LifecycleMix, lifecycle_mix
from portfolio.queries.dashboard_load import LoadRow, load_rows
from portfolio.queries.dashboard_map import MOST, PortfolioMap, map_of
from portfolio.queries.dashboard_passports import with_passports
from portfolio.queries.dashboard_trends import TrendFigure, trend_figures
from portfolio.queries.trends import quarter_figures
from portfolio.queries.warnings import (
    WarningLine,
    described,
    warning_lines,
    warning_values,
)
from portfolio.values import PortfolioPolicy
from products.queries import policy_on
from reviews.permissions import clusters_in_sight, people_in_sight
from reviews.queries.kept_activity import load_counts_on
from reviews.queries.warning_history import not_put_aside
from reviews.queries.warning_list import warnings_in_sight
from reviews.queries.warning_noise import NoisyRule, noisy_rules

MOST_WARNINGS = 9


@dataclass(frozen=True)
class DashboardPage:
    """Ready values for `portfolio/dashboard.html`."""

    counts: Counts
    summary: str
    figures: list[Figure]
    map: PortfolioMap
    is_table: bool
    table_url: str
    map_url: str
    warnings: list[WarningLine]
    warning_count: int
    warnings_url: str
    noisy: list[NoisyRule]
    owners: list[LoadRow]
    owners_url: str
    mix: LifecycleMix
    products_url: str
    clusters_url: str
    trends: list[TrendFigure]
    review_url: str
    with_quarters: list[tuple[str, str]]
    with_quarter: str
    comparison: Comparison | None
    files: list[FileLine]


def dashboard_page(
    moment: Moment, person: Person, as_table: bool, against: str = ""
) -> DashboardPage:
    """Everything the dashboard shows; a constant number of statements for any portfolio.

    `against` names a quarter to hold it against. Raises `Refused` where that is none.
    """
    other = other_moment(against, moment)
    version = policy_on(moment.on)
    policy = PortfolioPolicy.from_thresholds(version.thresholds)
    in_sight = clusters_in_sight(person)
    scope = Scope(person, moment, version, policy, in_sight is None)
    counts = counts_of(scope)
    quarters = quarter_figures(moment, version.thresholds, in_sight)
    loads = load_counts_on(moment.on, version, people_in_sight(person))
    warnings, warning_count = _warnings(moment, person)
    mix = lifecycle_mix(scope)
    here = Side(scope, counts, quarters[moment.quarter], beyond_of(loads), mix.totals)
    kept = f"with={other.quarter.slug}" if other else ""
    return DashboardPage(
        counts=counts,
        summary=_summary(counts, moment),
        figures=with_passports(figures_of(scope, counts, quarters, loads), scope, counts),
        map=map_of(scope, counts.mapped, as_table),
        is_table=as_table,
        table_url=page("portfolio:dashboard", moment, "&".join(filter(None, ["as=table", kept]))),
        map_url=page("portfolio:dashboard", moment, kept),
        warnings=warnings,
        warning_count=warning_count,
        warnings_url=page("reviews:warning-list", moment),
        noisy=noisy_rules(moment.on, version) if is_leadership(person) else [],
        owners=load_rows(loads, scope),
        owners_url=page("reviews:owner-list", moment),
        mix=mix,
        products_url=scope.products.url(moment),
        clusters_url=scope.clusters.url(moment),
        trends=trend_figures(quarters, scope),
        review_url=page("reviews:review-list", moment),
        with_quarters=quarters_to_compare(moment),
        with_quarter=other.quarter.slug if other else "",
        comparison=comparison_of(here, side_at(scope, other)) if other else None,
        files=file_lines(moment, kept, _hidden(counts.mapped, bool(loads), bool(other))),
    )


def _warnings(moment: Moment, person: Person) -> tuple[list[WarningLine], int]:
    """The first warnings and how many there are, in one statement."""
    rows = described(not_put_aside(warnings_in_sight(moment, person), moment.on))
    found = list(warning_values(rows).annotate(total=Window(Count("pk")))[:MOST_WARNINGS])
    return warning_lines(found, moment, person), found[0]["total"] if found else 0


def _hidden(mapped: int, has_owners: bool, is_compared: bool) -> set[str]:
    """The charts and tables there is nothing to show of."""
    shown = {
        "map": mapped > 0,
        "scores": 0 < mapped <= MOST,
        "load": has_owners,
        "comparison": is_compared,
    }
    return {name for name, is_shown in shown.items() if not is_shown}


def _summary(counts: Counts, moment: Moment) -> str:
    left = (moment.quarter.end - moment.on).days - 1
    closes = f" {moment.quarter.label} closes in {counted(left, 'day')}."
    products = counted(counts.products, "product")
    clusters = counted(counts.clusters, "cluster")
    return f"{products} in {clusters}.{'' if moment.is_past else closes}"
