"""Rules that speak of too much: badly set, and shown as such instead of believed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection

from products.models import PolicyVersion
from reviews.calculations.standing import is_noise
from reviews.queries.warning_thresholds import Threshold, thresholds_of
from reviews.rules.finding import Subject
from reviews.rules.registry import RULES
from reviews.values.warnings import WarningPolicy

# Beside each rule's open warnings, how many subjects of each kind there are: people who own
# something, clusters in use and products in use, of which each could break it.
_COUNTS = """
WITH used AS (
    SELECT placed.product_id, placed.cluster_id FROM products_placement placed
     WHERE placed.period @> %(day)s::date AND NOT EXISTS (
           SELECT FROM products_stageperiod stage
            WHERE stage.product_id = placed.product_id AND stage.stage = 'retired'
              AND stage.period @> %(day)s::date))
SELECT 'person', count(DISTINCT held.person_id) FROM products_ownership held
  JOIN used USING (cluster_id) WHERE held.period @> %(day)s::date
UNION ALL SELECT 'cluster', count(DISTINCT cluster_id) FROM used
UNION ALL SELECT 'product', count(*) FROM used
UNION ALL SELECT 'rule ' || rule, count(*) FROM reviews_portfoliowarning
 WHERE since <= %(day)s AND (resolved_on IS NULL OR resolved_on > %(day)s) GROUP BY rule
"""


@dataclass(frozen=True)
class NoisyRule:
    """A rule that speaks of more of its subjects than a warning may, and what decides it."""

    key: str
    title: str
    found: int
    subjects: int
    kind: str
    thresholds: list[Threshold]


def noisy_rules(day: date, version: PolicyVersion) -> list[NoisyRule]:
    """The badly set rules as of the end of `day` under its policy, in one statement."""
    policy = WarningPolicy.from_thresholds(version.thresholds)
    counts = _counts(day)
    found = []
    for rule in RULES:
        speaks, subjects = counts.get(f"rule {rule.key}", 0), counts.get(rule.subject.value, 0)
        if is_noise(speaks, subjects, policy.noise_one_in, policy.noise_subjects):
            kind = KINDS[rule.subject]
            decided = thresholds_of(rule.thresholds, version)
            found.append(NoisyRule(rule.key, rule.title, speaks, subjects, kind, decided))
    return found


KINDS = {Subject.PERSON: "owners", Subject.CLUSTER: "clusters", Subject.PRODUCT: "products"}


def _counts(day: date) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"day": day})
        return dict(cursor.fetchall())
