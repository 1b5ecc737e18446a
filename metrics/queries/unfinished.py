"""A quarter as it stood on a day in its middle, where numbers of later days are known meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from metrics.calculations.summaries import summarise
from metrics.models import Measurement, Metric
from metrics.values import Measured, QuarterSummary, Summary
from portfolio.kernel.numbers import plain
from portfolio.kernel.quarters import Quarter

Quarters = dict[int, list[tuple[Quarter, QuarterSummary]]]


def cut_off(metrics: Sequence[Metric], quarters: Quarters, until: date) -> None:
    """Sum the newest quarter up anew from the numbers up to `until`, where it holds later ones.

    One statement where there is any such quarter and none otherwise, as for today and for the last
    day of a quarter. A quarter without a number up to `until` is left out, as is one whose numbers
    were forgotten.
    """
    begun = {
        key: known[-1][0]
        for key, known in quarters.items()
        if known and known[-1][1].last_on > until
    }
    if not begun:
        return
    numbers = _numbers(begun, until)
    for metric in metrics:
        if metric.pk not in begun:
            continue
        quarter, _ = quarters[metric.pk].pop()
        summed = summarise(Summary(metric.summary), numbers[metric.pk], metric.unit)
        if summed is not None:
            quarters[metric.pk].append((quarter, summed))


def _numbers(begun: Mapping[int, Quarter], until: date) -> dict[int, list[Measured]]:
    first = min(quarter.start for quarter in begun.values())
    rows = Measurement.objects.current().filter(
        metric_id__in=list(begun), measured_on__gte=first, measured_on__lte=until
    )
    found: dict[int, list[Measured]] = defaultdict(list)
    for key, day, value, numerator, denominator in rows.values_list(
        "metric_id", "measured_on", "value", "numerator", "denominator"
    ):
        if day >= begun[key].start:
            counts = [None if one is None else plain(one) for one in (numerator, denominator)]
            found[key].append(Measured(day, plain(value), *counts))
    return found
