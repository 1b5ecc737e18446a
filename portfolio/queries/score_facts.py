"""Scores at a moment and at the end of the quarter before, with what they are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.calculations.changes import score_change
from metrics.calculations.scores import combined_score, spread
from metrics.calculations.standing import Standing
from metrics.queries.cards import read_policy, standing_of
from metrics.queries.histories import MetricRow
from metrics.values import Change, Level, Member, MetricPolicy, Score
from portfolio.kernel.moments import Moment
from portfolio.values import LIVING, ScoreKind
from products.models import PolicyVersion
from products.queries import policies

LEVELS = {ScoreKind.HEALTH: Level.OPERATIONAL, ScoreKind.VALUE: Level.BUSINESS}
Versions = Mapping[date, PolicyVersion]
Products = Sequence[Mapping[str, Any]]
Measured = Mapping[int, Sequence[MetricRow]]


@dataclass(frozen=True)
class ScoreFacts:
    """A score, the one before it, and names for the parts either is told by.

    `told` are the two scores by the parts that explain a change, the earlier one first: a cluster's
    score is made of its products and told by their metrics.
    """

    kind: ScoreKind
    score: Score
    told: tuple[Score, Score]
    names: Mapping[str, str]
    moment: Moment
    policy: PolicyVersion
    newest: date | None = None
    is_of_products: bool = False

    @property
    def change(self) -> Change | None:
        """What moved it since the end of the quarter before."""
        return score_change(*self.told)


def versions_of(moment: Moment) -> Versions:
    """The policy of the moment and that of the end of the quarter before, in one statement."""
    return policies([moment.on, moment.quarter_before().on])


def product_facts(
    measured: Sequence[MetricRow], moment: Moment, versions: Versions
) -> dict[ScoreKind, ScoreFacts]:
    """Health and value of one product, each by the policy in force then."""
    now, before = _standings(measured, moment, versions)
    return {
        kind: ScoreFacts(
            kind=kind,
            score=_of(now, kind),
            told=(_of(before, kind), _of(now, kind)),
            names={row.metric.slug: row.metric.name for row in measured},
            moment=moment,
            policy=versions[moment.on],
            newest=_newest(measured, kind, moment.on),
        )
        for kind in ScoreKind
    }


def cluster_facts(
    kind: ScoreKind,
    products: tuple[Products, Products],
    measured: Measured,
    moment: Moment,
    versions: Versions,
) -> ScoreFacts:
    """The score of a cluster over its products; `products` are those of before and of now.

    Without `measured` the change is told by product, with it by metric.
    """
    policy = read_policy(versions[moment.on])
    before, now = (members_score(rows, kind, policy) for rows in products)
    rows = [row for part in products for row in part]
    known = {row["product__slug"]: measured.get(row["product_id"], ()) for row in rows}
    then = {slug: _standings(one, moment, versions) for slug, one in known.items() if one}
    inner = [
        {slug: _of(pair[at], kind) for slug, pair in then.items()}
        for at in (1, 0)  # of before, then of now
    ]
    return ScoreFacts(
        kind=kind,
        score=now,
        told=(spread(before, inner[0]), spread(now, inner[1])),
        names=_names(rows, known),
        moment=moment,
        policy=versions[moment.on],
        newest=_newest([row for one in known.values() for row in one], kind, moment.on),
        is_of_products=True,
    )


def members_score(rows: Products, kind: ScoreKind, policy: MetricPolicy) -> Score:
    """The score over the living products of the rows, as they are stored."""
    return combined_score(
        [
            Member(row["product__slug"], row["product__daily_users"], row[kind.value])
            for row in rows
            if row["stage"] in LIVING
        ],
        policy,
    )


def _standings(
    measured: Iterable[MetricRow], moment: Moment, versions: Versions
) -> tuple[Standing, Standing]:
    """Now, and at the end of the quarter before."""
    rows, before = list(measured), moment.quarter_before().on
    now, then = (standing_of(rows, day, read_policy(versions[day])) for day in (moment.on, before))
    return now, then


def _of(standing: Standing, kind: ScoreKind) -> Score:
    return standing.health if kind is ScoreKind.HEALTH else standing.value


def _names(rows: Products, known: Mapping[str, Collection[MetricRow]]) -> dict[str, str]:
    names = {row["product__slug"]: row["product__name"] for row in rows}
    for slug, metrics in known.items():
        names |= {
            f"{slug}/{one.metric.slug}": f"{one.metric.name}, {names[slug]}" for one in metrics
        }
    return names


def _newest(measured: Iterable[MetricRow], kind: ScoreKind, on: date) -> date | None:
    """The newest day with a number among the metrics of the kind that were tracked."""
    days = [
        row.history.quarters[-1][1].last_on
        for row in measured
        if row.history.level is LEVELS[kind]
        and row.history.is_tracked_on(on)
        and row.history.quarters
    ]
    return max(days, default=None)
