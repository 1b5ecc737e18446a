"""What the five steps of bringing a cluster into care follow from."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from backlogs.models.item import CLOSED_STATES
from metrics.values import Dimension, MetricPolicy
from portfolio.calculations.care import CareFacts, ProductCare, StepState, care_steps
from products.values import Stage
from reviews.values.meetings import MeetingState, TopicState

# One statement for any number of clusters: the pages that show this ask many other things.
_FACTS = """
SELECT c.id, c.slug,
       (SELECT p.name FROM products_ownership o JOIN people_person p ON p.id = o.person_id
         WHERE o.cluster_id = c.id AND o.period @> %(day)s::date
           AND (p.left_on IS NULL OR p.left_on > %(day)s)),
       (SELECT p.name FROM products_handover h JOIN people_person p ON p.id = h.taker_id
         WHERE h.cluster_id = c.id AND h.state = 'proposed'),
       n.name, n.since,
       (SELECT count(*) FROM backlogs_item i
         WHERE i.cluster_id = c.id AND NOT i.state = ANY(%(closed)s)),
       a.starts_at, a.zone, b.starts_at, b.zone,
       (SELECT coalesce(json_agg(json_build_array(
                 p.slug, p.name,
                 (SELECT count(*) FROM products_productuser u
                   WHERE u.product_id = p.id AND u.use_case <> ''),
                 (SELECT coalesce(json_agg(m.dimension), '[]') FROM metrics_metric m
                   WHERE m.product_id = p.id AND m.started_on <= %(day)s
                     AND (m.retired_on IS NULL OR m.retired_on > %(day)s))
               ) ORDER BY p.name, p.id), '[]')
          FROM products_product p JOIN products_stageperiod s ON s.product_id = p.id
         WHERE p.cluster_id = c.id AND s.period @> %(day)s::date AND s.stage <> %(retired)s),
       y.thresholds::text
  FROM products_cluster c
  LEFT JOIN LATERAL (
       SELECT p.name, lower(o.period) AS since
         FROM products_ownership o JOIN people_person p ON p.id = o.person_id
        WHERE o.cluster_id = c.id AND lower(o.period) > %(day)s ORDER BY o.period LIMIT 1
  ) n ON true
  LEFT JOIN LATERAL (
       SELECT m.starts_at, m.zone
         FROM reviews_agendatopic t JOIN reviews_meeting m ON m.id = t.meeting_id
        WHERE t.cluster_id = c.id AND m.state = ANY(%(ahead)s) ORDER BY m.starts_at LIMIT 1
  ) a ON true
  LEFT JOIN LATERAL (
       SELECT m.starts_at, m.zone
         FROM reviews_agendatopic t JOIN reviews_meeting m ON m.id = t.meeting_id
        WHERE t.cluster_id = c.id AND m.state = %(held)s AND t.state = %(done)s
        ORDER BY m.starts_at DESC LIMIT 1
  ) b ON true
 CROSS JOIN (
       SELECT thresholds FROM products_policyversion
        ORDER BY effective_from <= %(day)s DESC,
                 CASE WHEN effective_from <= %(day)s THEN effective_from END DESC,
                 CASE WHEN effective_from <= %(day)s THEN -number ELSE number END LIMIT 1
  ) y
 WHERE c.id = ANY(%(clusters)s)
"""


@dataclass(frozen=True)
class Care:
    """What is known of a cluster, and how far it got by today's policy."""

    facts: CareFacts
    states: tuple[StepState, ...]


def care_of(clusters: Collection[int], today: date) -> dict[int, Care]:
    """How each cluster stands today, by its key, in one statement."""
    if not clusters:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _FACTS,
            {
                "clusters": list(clusters),
                "day": today,
                "closed": [state.value for state in CLOSED_STATES],
                "retired": Stage.RETIRED.value,
                "ahead": [MeetingState.PLANNED.value, MeetingState.RUNNING.value],
                "held": MeetingState.CLOSED.value,
                "done": TopicState.DONE.value,
            },
        )
        return {row[0]: _care(row[1:]) for row in cursor.fetchall()}


def _care(row: tuple[Any, ...]) -> Care:
    facts, policy = _facts(row[:-1]), MetricPolicy.from_thresholds(json.loads(row[-1]))
    return Care(facts, care_steps(facts, policy))


def _facts(row: tuple[Any, ...]) -> CareFacts:
    slug, owner, asked, agreed, agreed_on, items, ahead, zone, held, held_zone, products = row
    return CareFacts(
        slug=slug,
        products=tuple(
            ProductCare(one, name, cases, tuple(Dimension(word) for word in words))
            for one, name, cases, words in products
        ),
        owner=owner or "",
        asked=asked or "",
        agreed=agreed or "",
        agreed_on=agreed_on,
        items=items,
        meeting_on=ahead and ahead.astimezone(ZoneInfo(zone)).date(),
        held_on=held and held.astimezone(ZoneInfo(held_zone)).date(),
    )
