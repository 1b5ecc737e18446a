"""The portfolio at the end of each of eight quarters, in one statement over the roll-ups."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.values import PortfolioPolicy

QUARTERS = 8

# The same joins as `standing`, for several days at once; a test compares the two.
STATEMENT = """
SELECT w.start, count(*), count(*) FILTER (WHERE s.health >= %(good)s), count(s.health),
       avg(s.health), count(*) FILTER (WHERE s.stale > 0), coalesce(sum(s.stale), 0),
       count(DISTINCT p.cluster_id), count(DISTINCT p.cluster_id) FILTER (WHERE h.id IS NULL)
  FROM unnest(%(days)s::date[], %(starts)s::date[]) AS w(day, start)
  JOIN products_placement p ON p.period @> w.day
  JOIN products_stageperiod g ON g.product_id = p.product_id AND g.period @> w.day
       AND g.stage <> 'retired'
  LEFT JOIN metrics_productscore s ON s.product_id = p.product_id AND s.quarter_start = w.start
  LEFT JOIN products_ownership o ON o.cluster_id = p.cluster_id AND o.period @> w.day
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
    mean_health: Decimal | None = None
    with_stale: int = 0
    stale_metrics: int = 0
    clusters: int = 0
    orphans: int = 0

    @property
    def owned_share(self) -> Decimal | None:
        """Clusters with an accountable owner, in hundredths of all."""
        if not self.clusters:
            return None
        return Decimal(100) * (self.clusters - self.orphans) / self.clusters


def quarter_figures(
    moment: Moment, policy: PortfolioPolicy, cluster_ids: Collection[int] | None
) -> dict[Quarter, QuarterFigures]:
    """The figures of the quarters up to the moment's own, oldest first; empty quarters included.

    All by the policy of the moment, so that they compare; `cluster_ids` None means everything.
    """
    quarters = moment.quarter.trailing(QUARTERS)
    values: dict[str, Any] = {
        "days": [min(quarter.last_day, moment.on) for quarter in quarters],
        "starts": [quarter.start for quarter in quarters],
        "good": policy.health_good,
        "clusters": None if cluster_ids is None else list(cluster_ids),
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, values)
        found: dict[date, QuarterFigures] = {
            start: QuarterFigures(*figures) for start, *figures in cursor.fetchall()
        }
    return {quarter: found.get(quarter.start, QuarterFigures()) for quarter in quarters}
