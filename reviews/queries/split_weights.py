"""Why a product weighs strategically on a day: each source is a function, later rooms add theirs.

Investment requests above the governance threshold will be one more source once there is a room for
funding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import date
from typing import Final

from metrics.models import KeyResult
from metrics.models.objectives import Objective
from people.queries import organisation
from portfolio.kernel.quarters import Quarter
from products.models import StrategicMark
from reviews.values.split import Weight

Weights = dict[int, list[Weight]]


def marks(product_ids: Collection[int], day: date) -> Weights:
    """Leadership said so."""
    found: Weights = defaultdict(list)
    rows = StrategicMark.objects.on(day).filter(product_id__in=product_ids)
    for row in rows.select_related("marked_by"):
        who = row.marked_by.name if row.marked_by else "leadership"
        words = f"{who} marked it strategic: {row.reason}"
        found[row.product_id].append(Weight("mark", words, row.since, {"reason": row.reason}))
    return found


def objectives(product_ids: Collection[int], day: date) -> Weights:
    """A metric of it feeds a key result of a portfolio objective of the day's quarter."""
    quarter = Quarter.of(day, organisation().first_month)
    rows = KeyResult.objects.on(day).filter(
        metric__product_id__in=product_ids,
        objective__in=Objective.objects.on(day).filter(
            level="portfolio", quarter_start=quarter.start
        ),
    )
    found: Weights = defaultdict(list)
    for row in rows.select_related("objective", "metric").order_by("objective_id", "position"):
        if row.metric is None:
            continue
        since = max(row.written_on, row.objective.written_on)
        words = (
            f"{row.metric.name} carries “{row.title}” of the portfolio objective "
            f"“{row.objective.title}”"
        )
        evidence = {"objective": row.objective.title, "key_result": row.title}
        found[row.metric.product_id].append(Weight("objective", words, since, evidence))
    return found


SOURCES: Final[tuple[Callable[[Collection[int], date], Weights], ...]] = (objectives, marks)


def weights_on(product_ids: Collection[int], day: date) -> Weights:
    """Every reason for each of the products that holds at the end of `day`."""
    found: Weights = defaultdict(list)
    for source in SOURCES:
        for product_id, reasons in source(product_ids, day).items():
            found[product_id] += reasons
    return found
