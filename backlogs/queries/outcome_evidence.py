"""What a verdict is made of: the measurements around shipping, for many items at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backlogs.calculations.outcomes import direction_between
from backlogs.calculations.verdicts import (
    Aim,
    Judged,
    Window,
    judge,
    window_of_check_ins,
    window_of_metric,
    windows,
)
from backlogs.models import Outcome
from backlogs.queries.targets import unit_of
from backlogs.values.verdicts import OutcomePolicy
from metrics.models import CheckIn, Measurement, Metric, MetricTarget
from metrics.values import Cadence, Direction, Measured, Summary
from portfolio.kernel.numbers import plain
from products.models import PolicyVersion
from products.queries import policies

Series = Mapping[int, Sequence[Measured]]
EMPTY = Window(None, 0, 0)


@dataclass(frozen=True)
class Case:
    """One question: what became of the item's hypothesis, so many days after shipping."""

    item_id: int
    shipped_on: date
    days: int

    @property
    def due_on(self) -> date:
        """The day of the review."""
        return self.shipped_on + timedelta(days=self.days)


@dataclass(frozen=True)
class Evidence:
    """The answer to a case, and everything it was made of."""

    metric: Metric | None
    figure: str
    unit: str
    expected: Decimal | None
    before: Window
    after: Window
    judged: Judged
    policy: PolicyVersion


@dataclass(frozen=True)
class _Known:
    """What was read for all cases together."""

    measured: Series
    said: Series
    targets: Mapping[int, Sequence[MetricTarget]]


def evidence_of(cases: Sequence[Case]) -> dict[Case, Evidence]:
    """What became of each case by its day, in five statements; items without a hypothesis lack."""
    outcomes = {
        row.item_id: row
        for row in Outcome.objects.filter(item_id__in={case.item_id for case in cases})
        .select_related("metric", "key_result__metric", "key_result__objective")
    }  # fmt: skip
    cases = [case for case in cases if case.item_id in outcomes]
    if not cases:
        return {}
    rules = policies({case.due_on for case in cases})
    known = _known(list(outcomes.values()), cases)
    return {
        case: _evidence(case, outcomes[case.item_id], known, rules[case.due_on]) for case in cases
    }


def _evidence(case: Case, outcome: Outcome, known: _Known, version: PolicyVersion) -> Evidence:
    policy = OutcomePolicy.from_thresholds(version.thresholds)
    metric, key_result = _metric(outcome), outcome.key_result
    aim = _aim(outcome, metric, known, case.shipped_on)
    before, after = (
        _window(outcome, metric, known, first, last, policy)
        for first, last in windows(case.shipped_on, case.due_on, policy.window_days)
    )
    if key_result is not None:
        unit, figure = (
            unit_of(key_result),
            f"{key_result.title}, for “{key_result.objective.title}”",
        )
    else:
        unit, figure = (metric.unit, metric.name) if metric else ("", "")
    return Evidence(
        metric=metric,
        figure=figure[:420],
        unit=unit,
        expected=aim.expected if aim else None,
        before=before,
        after=after,
        judged=judge(aim, before, after, policy),
        policy=version,
    )


def _metric(outcome: Outcome) -> Metric | None:
    return outcome.key_result.metric if outcome.key_result else outcome.metric


def _aim(outcome: Outcome, metric: Metric | None, known: _Known, on: date) -> Aim | None:
    """Which way is better; a range is the one that held when the item was shipped."""
    if outcome.value_to is None:
        return None
    expected = plain(outcome.value_to)
    if metric is None:
        assert outcome.key_result is not None
        start, target = outcome.key_result.start, outcome.key_result.target
        return Aim(direction_between(start, target), expected)
    held = (row for row in known.targets.get(metric.pk, ()) if row.period.lower <= on)
    span = next(
        (
            (plain(row.target), plain(row.target_upper))
            for row in held
            if row.target_upper is not None and (row.until is None or on < row.until)
        ),
        None,
    )
    return Aim(Direction(metric.direction), expected, span)


def _window(
    outcome: Outcome,
    metric: Metric | None,
    known: _Known,
    first: date,
    last: date,
    policy: OutcomePolicy,
) -> Window:
    if metric is None and outcome.key_result is None:
        return EMPTY
    if metric is None:
        assert outcome.key_result_id is not None
        return window_of_check_ins(_between(known.said.get(outcome.key_result_id, ()), first, last))
    rows = _between(known.measured.get(metric.pk, ()), first, last)
    summary, cadence = Summary(metric.summary), Cadence(metric.cadence)
    return window_of_metric(summary, metric.unit, cadence, rows, policy.window_days)


def _between(rows: Sequence[Measured], first: date, last: date) -> Sequence[Measured]:
    begin = bisect_left(rows, first, key=lambda row: row.on)
    return rows[begin : bisect_right(rows, last, key=lambda row: row.on)]


def _known(outcomes: Sequence[Outcome], cases: Sequence[Case]) -> _Known:
    first = min(case.shipped_on for case in cases) - timedelta(days=90)
    last = max(case.due_on for case in cases)
    metrics = {metric.pk: metric for row in outcomes if (metric := _metric(row))}
    ranges = [pk for pk, metric in metrics.items() if metric.direction == Direction.RANGE]
    told = [row.key_result_id for row in outcomes if row.key_result_id and _metric(row) is None]
    targets: dict[int, list[MetricTarget]] = defaultdict(list)
    for target in MetricTarget.objects.filter(metric_id__in=ranges) if ranges else ():
        targets[target.metric_id].append(target)
    return _Known(_measured(list(metrics), first, last), _said(told, first, last), targets)


def _measured(metric_ids: Sequence[int], first: date, last: date) -> Series:
    rows = (
        Measurement.objects.current()
        .filter(metric_id__in=metric_ids, measured_on__range=(first, last))
        .order_by("metric_id", "measured_on")
        .values_list("metric_id", "measured_on", "value", "numerator", "denominator")
    )
    found: dict[int, list[Measured]] = defaultdict(list)
    for metric_id, on, value, numerator, denominator in rows.iterator(5000):
        found[metric_id].append(Measured(on, plain(value), numerator, denominator))
    return found


def _said(key_result_ids: Sequence[int | None], first: date, last: date) -> Series:
    found: dict[int, list[Measured]] = defaultdict(list)
    if not key_result_ids:
        return found
    rows = CheckIn.objects.filter(
        key_result_id__in=key_result_ids,
        superseded_at__isnull=True,
        value__isnull=False,
        on__range=(first, last),
    ).order_by("key_result_id", "on")
    for row in rows:
        assert row.value is not None
        found[row.key_result_id].append(Measured(row.on, plain(row.value)))
    return found
