"""Synthetic metrics of the library, with dated targets and two and a half years of numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portfolio.populate.clusters import ProductPlan
from portfolio.populate.frame import Frame

# slug: (target, warning, floor) as usual for the definition
LINES = {
    "availability": (99.5, 99.0, 95.0),
    "response-time": (400, 600, 2000),
    "error-rate": (1.0, 2.0, 10.0),
    "support-tickets": (30, 45, 150),
    "time-to-resolution": (12, 24, 96),
    "change-failure-rate": (10, 20, 60),
    "adoption": (70, 55, 10),
    "cost-per-user": (90, 120, 400),
    "csat": (85, 75, 40),
}
# One of each line: every dimension is covered, tickets are counted almost everywhere.
CHOICES = (
    (("support-tickets",), 92),
    (("adoption", "change-failure-rate"), 100),
    (("response-time", "error-rate"), 76),
    (("availability",), 75),
    (("csat", "cost-per-user", "time-to-resolution"), 66),
)
STEP_DAYS = {"week": 7, "month": 30.4375, "quarter": 91.3125}
RETARGETED_PERCENT, SILENT_PERCENT = 30, 6
DENOMINATORS = (200, 1000, 5000)


@dataclass(frozen=True)
class MetricPlan:
    """A metric to make; `quality` places its numbers, 1 at the target and 0 at the floor."""

    id: int
    product: ProductPlan
    definition: Any
    position: int
    quality: float
    silent_days: int
    retargeted_on: date | None

    @property
    def lines(self) -> tuple[float, float, float]:
        """Target, warning line and floor."""
        return LINES[self.definition.slug]


def plan(
    frame: Frame, products: list[ProductPlan], library: dict[str, Any]
) -> Iterator[MetricPlan]:
    """Three to five metrics a product."""
    dice = frame.dice("metrics")
    key = 0
    for product in products:
        slugs = [dice.choice(some) for some, percent in CHOICES if dice.randrange(100) < percent]
        for spare in ("time-to-resolution", "availability"):
            if len(slugs) < 3 and spare not in slugs:
                slugs.append(spare)
        for position, slug in enumerate(slugs):
            key += 1
            silent = dice.randint(60, 300) if dice.randrange(100) < SILENT_PERCENT else 0
            again = frame.begin + timedelta(days=dice.randint(200, 700))
            changed = dice.randrange(100) < RETARGETED_PERCENT and again > product.introduced_on
            quality = dice.triangular(0.5, 1.25, 1.08)
            row = MetricPlan(key, product, library[slug], position, quality, silent, None)
            yield MetricPlan(**{**vars(row), "retargeted_on": again}) if changed else row


def metric_rows(metrics: list[MetricPlan]) -> Iterator[tuple[Any, ...]]:
    """The columns of `build.METRIC`."""
    for metric in metrics:
        found = metric.definition
        yield (
            metric.id,
            metric.product.id,
            found.id,
            found.name,
            found.description,
            found.level,
            found.dimension,
            found.unit,
            found.direction,
            found.cadence,
            found.summary,
            found.slug,
            metric.position == 0,
            metric.position,
            metric.product.introduced_on,
            1,
        )


def target_rows(metrics: list[MetricPlan]) -> Iterator[tuple[Any, ...]]:
    """Columns: metric, since, until, target, warning, floor, weight, reason."""
    for metric in metrics:
        target, warning, floor = metric.lines
        since, again = metric.product.introduced_on, metric.retargeted_on
        if again:
            easier = target + (warning - target) / 2
            yield metric.id, since, again, easier, warning, floor, 1, "First guess."
            since = again
        yield metric.id, since, None, target, warning, floor, 1, ""


def measurement_rows(frame: Frame, metrics: list[MetricPlan]) -> Iterator[tuple[Any, ...]]:
    """Columns: metric, measured_on, value, numerator, denominator, recorded_at."""
    dice = frame.dice("measurements")
    for metric in metrics:
        share = metric.definition.summary == "ratio"
        denominator = dice.choice(DENOMINATORS)
        for day in _days(frame, metric):
            value = _value(metric, dice)
            at = f"{day + timedelta(days=1)} 05:00:00+00"
            if share:
                numerator = min(denominator, round(value * denominator / 100))
                exact = f"{100 * numerator / denominator:.6f}"
                yield metric.id, day, exact, numerator, denominator, at
            else:
                yield metric.id, day, f"{value:.2f}", None, None, at


def _days(frame: Frame, metric: MetricPlan) -> Iterator[date]:
    """From the product's beginning, or the history's, to yesterday, the end or its silence."""
    last = (metric.product.ended_on or frame.today) - timedelta(days=2 + metric.silent_days)
    first = max(frame.begin, metric.product.introduced_on)
    step, count = STEP_DAYS[metric.definition.cadence], 0
    while (day := first + timedelta(days=round(step * count))) <= last:
        yield day
        count += 1


def _value(metric: MetricPlan, dice: random.Random) -> float:
    target, _, floor = metric.lines
    quality = metric.quality + dice.gauss(0, 0.12)
    value = max(0.0, floor + (target - floor) * quality)
    return min(value, 100.0) if metric.definition.unit == "%" else value
