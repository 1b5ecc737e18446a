"""Two quarters beside each other: each figure of both with its list, and the difference.

Each side is computed as of its own day by the policy in force then, out of the very conditions its
list uses; so a figure is the number of rows behind it on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from portfolio.kernel.errors import Refused
from portfolio.kernel.marks import day, delta_mark
from portfolio.kernel.moments import Moment, moment_for
from portfolio.kernel.numbers import shown
from portfolio.kernel.passports import Passport
from portfolio.kernel.quarters import Quarter
from portfolio.queries.addresses import page
from portfolio.queries.dashboard_figures import Counts, Scope, counts_of, last_over
from portfolio.queries.dashboard_lifecycle import stage_totals
from portfolio.queries.dashboard_movers import Movers, movers_between
from portfolio.queries.filtering import NOBODY
from portfolio.queries.trends import QUARTERS, QuarterFigures, quarter_figures
from portfolio.values import LIVING, Band, PortfolioPolicy
from products.queries import policy_on
from products.values import Stage
from reviews.permissions import clusters_in_sight, people_in_sight
from reviews.queries.kept_activity import load_counts_on
from reviews.values import LoadCount

Amount = Decimal | int | None


@dataclass(frozen=True)
class Side:
    """Everything the comparison tells of one quarter."""

    scope: Scope
    counts: Counts
    figures: QuarterFigures
    beyond: int
    stages: Mapping[str, int]

    @property
    def moment(self) -> Moment:
        """The day the side is computed as of."""
        return self.scope.moment


@dataclass(frozen=True)
class Cell:
    """One figure of one quarter, and the list that has as many rows."""

    amount: Amount
    words: str
    url: str


@dataclass(frozen=True)
class Compared:
    """One figure in both quarters; `before` is always the older one."""

    label: str
    before: Cell
    now: Cell
    change: SafeString
    passport: Passport


@dataclass(frozen=True)
class Comparison:
    """Ready values for `portfolio/_comparison.html`."""

    before: str
    now: str
    rows: list[Compared]
    movers: Movers
    note: str


@dataclass(frozen=True)
class Line:
    """What one figure is: its label, which way is better, what it counts."""

    label: str
    direction: str
    definition: str


def other_moment(text: str, moment: Moment) -> Moment | None:
    """The quarter named by `with`; None for none and for the very quarter the page shows.

    Raises `Refused` (field `with`) for a text that is no quarter that has begun.
    """
    if not text.strip():
        return None
    try:
        other = moment_for(text, moment.today, moment.quarter.first_month)
    except Refused as error:
        raise Refused(str(error), code=error.code, field="with") from error
    return None if other.quarter == moment.quarter else other


def quarters_to_compare(moment: Moment) -> list[tuple[str, str]]:
    """The quarters one may choose from, newest first: slug and label."""
    newest = Quarter.of(moment.today, moment.quarter.first_month)
    found = reversed(newest.trailing(QUARTERS))
    return [(one.slug, one.label) for one in found if one != moment.quarter]


def side_at(scope: Scope, other: Moment) -> Side:
    """The same person’s portfolio at another moment, by the policy in force then."""
    version = policy_on(other.on)
    policy = PortfolioPolicy.from_thresholds(version.thresholds)
    there = Scope(scope.person, other, version, policy, scope.is_all)
    figures = quarter_figures(other, version.thresholds, clusters_in_sight(scope.person))
    loads = load_counts_on(other.on, version, people_in_sight(scope.person))
    return Side(
        there, counts_of(there), figures[other.quarter], beyond_of(loads), stage_totals(there)
    )


def beyond_of(loads: Mapping[int, LoadCount]) -> int:
    """How many owners carry more than the rule allows."""
    return sum(load.level.is_beyond for load in loads.values() if load.active or load.stable)


def comparison_of(one: Side, other: Side) -> Comparison:
    """Both quarters, the older first."""
    before, now = sorted((one, other), key=lambda side: side.moment.on)
    pairs = zip(_lines(), _cells(before), _cells(now), strict=True)
    return Comparison(
        before=before.moment.quarter.label,
        now=now.moment.quarter.label,
        rows=[_compared(line, old, new, before, now) for line, old, new in pairs],
        movers=movers_between(before.scope, now.scope),
        note=_note(before, now),
    )


def _compared(line: Line, old: Cell, new: Cell, before: Side, now: Side) -> Compared:
    places = 1 if isinstance(new.amount, Decimal) or isinstance(old.amount, Decimal) else None
    passport = Passport(
        shown=line.label,
        definition=line.definition,
        rows=[(_when(before), old.words), (_when(now), new.words)],
        policy=_policies(before, now),
    )
    return Compared(
        label=line.label,
        before=old,
        now=new,
        change=delta_mark(new.amount, old.amount, line.direction, places=places),
        passport=passport,
    )


def _when(side: Side) -> str:
    return f"{side.moment.quarter.label}, as of {day(side.moment.on)}"


def _policies(before: Side, now: Side) -> str:
    numbers = before.scope.version.number, now.scope.version.number
    if numbers[0] == numbers[1]:
        return f"version {numbers[0]}"
    return f"version {numbers[0]} then, version {numbers[1]} later"


def _note(before: Side, now: Side) -> str:
    words = f"{_when(before)}; {_when(now)}. "
    if before.scope.version.number == now.scope.version.number:
        return f"{words}Both by policy version {now.scope.version.number}."
    return f"{words}Each by the policy in force then: {_policies(before, now)}."


def _lines() -> Sequence[Line]:
    stages = [
        Line(f"In {Stage(stage).label.lower()}", "range", "Products in this stage of their life.")
        for stage in LIVING
    ]
    return [
        Line("Products", "range", "Products that are not retired."),
        *stages,
        Line("Clusters", "range", "Clusters with a living product."),
        Line(
            "Products on target", "higher", "Products whose health score is the good one or more."
        ),
        Line("With a health score", "higher", "Products with enough data for a health score."),
        Line("Mean health", "higher", "The mean health score of the products that have one."),
        Line("Mean value", "higher", "The mean value score of the products that have one."),
        Line("With stale metrics", "lower", "Products with a metric older than 1.5 cadences."),
        Line(
            "No accountable owner", "lower", "Clusters without an owner, or whose owner has left."
        ),
        Line("Owners over the load rule", "lower", "Owners with more than the load rule allows."),
        Line("Packets", "higher", "Clusters whose packet of the last finished quarter is built."),
    ]


def _cells(side: Side) -> Sequence[Cell]:
    """In the order of `_lines`."""
    counts, moment = side.counts, side.moment
    products, clusters = side.scope.products, side.scope.clusters
    packets = clusters.having(packet="built").url(moment)
    return [
        _count(counts.products, products.url(moment)),
        *(_count(side.stages[one], products.having(stage=one).url(moment)) for one in LIVING),
        _count(counts.clusters, clusters.url(moment)),
        _count(counts.on_target, products.having(health=Band.ON_TARGET).url(moment)),
        _count(counts.scored, products.having(health="known").url(moment)),
        _mean(side.figures.mean_health, products.having(health="known").url(moment)),
        _mean(side.figures.mean_value, products.having(value="known").url(moment)),
        _count(counts.with_stale, products.having(metrics="stale").url(moment)),
        _count(counts.orphans, clusters.having(owner=NOBODY).url(moment)),
        _count(side.beyond, page("reviews:owner-list", moment, "level=beyond")),
        Cell(counts.packets, f"{counts.packets} of {last_over(moment).label}", packets),
    ]


def _count(amount: int, url: str) -> Cell:
    return Cell(amount, str(amount), url)


def _mean(mean: Decimal | None, url: str) -> Cell:
    return Cell(mean, "Not enough data" if mean is None else shown(mean, 1), url)
