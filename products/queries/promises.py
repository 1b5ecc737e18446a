"""What is promised about the ownership of a cluster: confirmed, stood in for, about to change."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.db import connection

# One statement: the pages of clusters and products ask this among many other things.
PROMISE = """
SELECT (SELECT max(f.answered_on) FROM products_confirmation f
         WHERE f.cluster_id = c.id AND f.person_id = o.person_id AND f.answer = 'yes'
           AND f.answered_on <= %(day)s),
       a.id, a.asked_on, a.due_on,
       dp.name, upper(d.period), h.id, hp.name, h.effective_on, np.name, lower(n.period)
  FROM products_cluster c
  LEFT JOIN products_ownership o ON o.cluster_id = c.id AND o.period @> %(day)s::date
  LEFT JOIN products_confirmation a ON a.cluster_id = c.id AND a.person_id = o.person_id
       AND a.answered_on IS NULL AND a.asked_on <= %(day)s
  LEFT JOIN products_deputy d ON d.cluster_id = c.id AND d.owner_id = o.person_id
       AND d.period @> %(day)s::date
  LEFT JOIN people_person dp ON dp.id = d.person_id
  LEFT JOIN products_handover h ON h.cluster_id = c.id AND h.state = 'proposed'
  LEFT JOIN people_person hp ON hp.id = h.taker_id
  LEFT JOIN LATERAL (
       SELECT period, person_id FROM products_ownership
        WHERE cluster_id = c.id AND lower(period) > %(day)s ORDER BY period LIMIT 1
  ) n ON true
  LEFT JOIN people_person np ON np.id = n.person_id
 WHERE c.id = %(cluster)s
"""


@dataclass(frozen=True)
class Promise:
    """The promise about one cluster at the end of a day; None where there is nothing of the kind.

    `deputy_over` is the first day without the deputy.
    """

    confirmed_on: date | None = None
    asked: int | None = None
    asked_on: date | None = None
    due_on: date | None = None
    deputy: str | None = None
    deputy_over: date | None = None
    handover: int | None = None
    taker: str | None = None
    effective_on: date | None = None
    planned: str | None = None
    planned_on: date | None = None

    @property
    def deputy_until(self) -> date | None:
        """The deputy's last day."""
        return self.deputy_over and self.deputy_over - timedelta(days=1)


def promise_of(cluster_id: int, day: date) -> Promise:
    """What is promised about the cluster at the end of `day`, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(PROMISE, {"cluster": cluster_id, "day": day})
        row = cursor.fetchone()
    names = [field.name for field in fields(Promise)]
    return Promise(**dict(zip(names, row, strict=True))) if row else Promise()
