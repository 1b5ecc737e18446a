"""How a metric, and with it a product, stands on a date, given the metric's history (DOMAIN 7)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.calculations.attainment import assess
from metrics.calculations.scores import score
from metrics.calculations.summaries import current_value
from metrics.values import Assessment, Cadence, Level, MetricPolicy, Score, Scored, Status
from metrics.values.history import MetricHistory
from portfolio.kernel.numbers import ONE


@dataclass(frozen=True)
class Standing:
    """Health and value of a product on a date, and how many of its metrics stand how."""

    health: Score
    value: Score
    counts: dict[Status, int]


def standing(history: MetricHistory, on: date, policy: MetricPolicy) -> Assessment:
    """How the metric stands at the end of day `on`; quarters that begin later don't count.

    `history` must know nothing later than `on`: `histories_of` reads it up to a day.
    """
    known = bisect_right(history.quarters, on, key=lambda pair: pair[0].start)
    # A sum may have to look one quarter further back; nothing looks further than that.
    newest = history.quarters[max(0, known - 2) : known]
    value = current_value(newest, history.summary, on)
    newest_on = newest[-1][1].last_on if newest else None
    return assess(value, newest_on, history.target_on(on), history.cadence, on, policy)


def product_standing(
    histories: Sequence[MetricHistory], on: date, policy: MetricPolicy
) -> Standing:
    """Health, value and counts over the metrics tracked at the end of `on`."""
    scored: dict[Level, list[Scored]] = {Level.OPERATIONAL: [], Level.BUSINESS: []}
    counts: Counter[Status] = Counter()
    for history in histories:
        if not history.is_tracked_on(on):
            continue
        assessment = standing(history, on, policy)
        target = history.target_on(on)
        weight = target.weight if target else ONE
        scored[history.level].append(Scored(history.key, weight, assessment))
        counts[assessment.status] += 1
    return Standing(
        health=score(scored[Level.OPERATIONAL], policy),
        value=score(scored[Level.BUSINESS], policy),
        counts={status: counts[status] for status in Status},
    )


def due_on(newest_on: date | None, started_on: date, cadence: Cadence) -> date:
    """The day by which the next measurement is expected: one cadence after the newest.

    The first one is expected a cadence after the metric was taken up.
    """
    return (newest_on or started_on) + timedelta(days=cadence.days)
