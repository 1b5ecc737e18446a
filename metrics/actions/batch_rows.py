"""The rows of a batch beside the metrics they name and beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metrics.calculations.batches import TOO_LARGE, share
from metrics.calculations.retention import forgotten_words
from metrics.queries.batches import Pair, Writable
from metrics.values import Summary
from metrics.values.batches import Said, Wrong
from portfolio.kernel.numbers import shown


@dataclass(slots=True)
class Offered:
    """A row that may go in, unless a number that stands already speaks against it."""

    metric_id: int
    measured_on: date
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    note: str
    reason: str
    repeats: Offered | None = None

    @property
    def place(self) -> tuple[int, date]:
        """What there is one number for."""
        return self.metric_id, self.measured_on


def offered_rows(
    said: Sequence[Said | Wrong], metrics: Mapping[Pair, Writable], today: date
) -> list[Offered | Wrong]:
    """Each row with its metric found and the rules kept, or why not.

    A second row for a metric and day is harmless when it says the same, and refused, naming the
    first one, when it doesn't.
    """
    first: dict[tuple[int, date], tuple[int, Offered]] = {}
    found: list[Offered | Wrong] = []
    for number, one in enumerate(said):
        row = one if isinstance(one, Wrong) else _offered(one, metrics, today)
        if isinstance(row, Offered):
            at, before = first.setdefault(row.place, (number, row))
            if before is not row:
                row = _second(row, at, before)
        found.append(row)
    return found


def _offered(said: Said, metrics: Mapping[Pair, Writable], today: date) -> Offered | Wrong:
    metric = metrics.get((said.product, said.metric))
    if metric is None:
        words = "You measure no such metric of such a product."
        return Wrong("no_such_metric", "metric", words)
    wrong = _against_metric(said, metric) or _against_day(said.measured_on, metric, today)
    if wrong is not None:
        return wrong
    value = said.value
    if value is None:
        if said.numerator is None or said.denominator is None:
            return Wrong("value_missing", "value", "Give the value, or the two counts.")
        value = share(said.numerator, said.denominator, metric.unit)
        if abs(value) >= TOO_LARGE:
            words = "The share of these counts has more than 14 digits before the point."
            return Wrong("value_out_of_range", "denominator", words)
    return Offered(
        metric.id,
        said.measured_on,
        value,
        said.numerator,
        said.denominator,
        said.note,
        said.reason,
    )


def _against_metric(said: Said, metric: Writable) -> Wrong | None:
    if metric.is_fed:
        words = f"{metric.name} is made of events. Correct those, or end the feed first."
        return Wrong("made_of_events", "metric", words)
    if metric.is_product_retired:
        words = f"{metric.product_name} is retired and read-only."
        return Wrong("product_retired", "product", words)
    if said.unit is not None and said.unit != metric.unit:
        words = f"{metric.name} is in {metric.unit or 'no unit'}, not in {said.unit or 'no unit'}."
        return Wrong("unit_differs", "unit", words)
    if said.numerator is not None and metric.summary != Summary.RATIO:
        words = f"{metric.name} is no ratio of sums; give its value."
        return Wrong("no_ratio", "numerator", words)
    return None


def _against_day(day: date, metric: Writable, today: date) -> Wrong | None:
    if day > today:
        return Wrong("in_future", "measured_on", f"{day:%-d %b %Y} has not come yet.")
    if day < metric.introduced_on:
        since = f"{metric.introduced_on:%-d %b %Y}"
        words = f"{metric.product_name} has been there since {since} only."
        return Wrong("before_product", "measured_on", words)
    if metric.forgotten_before is not None and day < metric.forgotten_before:
        words = forgotten_words(metric.name, metric.forgotten_before)
        return Wrong("forgotten", "measured_on", words)
    if metric.retired_on is not None and day >= metric.retired_on:
        words = f"{metric.name} is not tracked any more since {metric.retired_on:%-d %b %Y}."
        return Wrong("not_tracked", "measured_on", words)
    return None


def _second(row: Offered, at: int, before: Offered) -> Offered | Wrong:
    said = (row.value, row.numerator, row.denominator)
    if said == (before.value, before.numerator, before.denominator):
        row.repeats = before
        return row
    words = (
        f"Row {at} of this batch says {shown(before.value)} for the same metric and day. "
        "Keep one of them."
    )
    return Wrong("given_twice", "measured_on", words)
