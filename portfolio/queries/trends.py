"""The portfolio at the end of each of eight quarters, in one statement over the roll-ups."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from metrics.calculations.scores import SAFE_PLACES, SCORE_PLACES
from metrics.values import MetricPolicy, Weighting
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import rounded
from portfolio.kernel.quarters import Quarter
from portfolio.values import PortfolioPolicy

QUARTERS = 8

# The same joins as `standing`, for several days at once; a test compares the two. Days are compared
# with both ends instead of `@>`: of that PostgreSQL expects 4 rows of 840 and goes round in loops.
STATEMENT = """
SELECT w.start, count(*), count(*) FILTER (WHERE s.health >= %(good)s), count(s.health),
       count(*) FILTER (WHERE s.stale > 0), coalesce(sum(s.stale), 0),
       count(DISTINCT p.cluster_id), count(DISTINCT p.cluster_id) FILTER (WHERE h.id IS NULL),
       %(by_users)s AND bool_and(d.daily_users IS NOT NULL) AND sum(d.daily_users) > 0,
       avg(s.health), count(s.health)::numeric / count(*),
       avg(s.value), count(s.value)::numeric / count(*),
       sum(s.health * d.daily_users) / nullif(sum(d.daily_users) FILTER
           (WHERE s.health IS NOT NULL), 0),
       sum(d.daily_users) FILTER (WHERE s.health IS NOT NULL)::numeric
           / nullif(sum(d.daily_users), 0),
       sum(s.value * d.daily_users) / nullif(sum(d.daily_users) FILTER
           (WHERE s.value IS NOT NULL), 0),
       sum(d.daily_users) FILTER (WHERE s.value IS NOT NULL)::numeric
           / nullif(sum(d.daily_users), 0)
  FROM unnest(%(days)s::date[], %(starts)s::date[]) AS w(day, start)
  JOIN products_placement p ON lower(p.period) <= w.day
       AND coalesce(upper(p.period) > w.day, true)
  JOIN products_stageperiod g ON g.product_id = p.product_id AND lower(g.period) <= w.day
       AND coalesce(upper(g.period) > w.day, true)
       AND g.stage <> 'retired'
  JOIN products_product d ON d.id = p.product_id
  LEFT JOIN metrics_productscore s ON s.product_id = p.product_id AND s.quarter_start = w.start
  LEFT JOIN products_ownership o ON o.cluster_id = p.cluster_id AND lower(o.period) <= w.day
       AND coalesce(upper(o.period) > w.day, true)
  LEFT JOIN people_person h ON h.id = o.person_id AND (h.left_on IS NULL OR h.left_on > w.day)
 WHERE %(clusters)s::bigint[] IS NULL OR p.cluster_id = ANY(%(clusters)s::bigint[])
 GROUP BY w.start
"""


@dataclass(frozen=True)
class QuarterFigures:
    """What there was at the end of a quarter, or is today; counts of products unless named so."""

    products: int = 0
    on_target: int = 0
    scored: int = 0
    with_stale: int = 0
    stale_metrics: int = 0
    clusters: int = 0
    orphans: int = 0
    mean_health: Decimal | None = None
    mean_value: Decimal | None = None

    @property
    def owned_share(self) -> Decimal | None:
        """Clusters with an accountable owner, in hundredths of all."""
        if not self.clusters:
            return None
        return Decimal(100) * (self.clusters - self.orphans) / self.clusters


def quarter_figures(
    moment: Moment, thresholds: Mapping[str, object], cluster_ids: Collection[int] | None
) -> dict[Quarter, QuarterFigures]:
    """The figures of the quarters up to the moment's own, oldest first; empty quarters included.

    All by the policy of the moment, so that they compare; `cluster_ids` None means everything.
    Health and value are those of `metrics.calculations.scores.combined_score`.
    """
    policy = MetricPolicy.from_thresholds(thresholds)
    quarters = moment.quarter.trailing(QUARTERS)
    values: dict[str, Any] = {
        "days": [min(quarter.last_day, moment.on) for quarter in quarters],
        "starts": [quarter.start for quarter in quarters],
        "good": PortfolioPolicy.from_thresholds(thresholds).health_good,
        "by_users": policy.weighting is Weighting.USERS,
        "clusters": None if cluster_ids is None else list(cluster_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        found: dict[date, QuarterFigures] = {
            start: _figures(row, policy) for start, *row in cursor.fetchall()
        }
    return {quarter: found.get(quarter.start, QuarterFigures()) for quarter in quarters}


def _figures(row: Sequence[Any], policy: MetricPolicy) -> QuarterFigures:
    """The counts of a row, and its means by users or equally where enough of the weight counts."""
    counts, by_users, means = row[:7], row[7], row[8:]
    health, health_covered, value, value_covered = means[4:] if by_users else means[:4]
    scores = _score(health, health_covered, policy), _score(value, value_covered, policy)
    return replace(QuarterFigures(*counts), mean_health=scores[0], mean_value=scores[1])


def _score(mean: Decimal | None, covered: Decimal | None, policy: MetricPolicy) -> Decimal | None:
    if mean is None or covered is None or covered < policy.minimum_coverage:
        return None
    return rounded(rounded(mean, SAFE_PLACES), SCORE_PLACES)
