"""Since when off target, how long that may last, and which accepted deviation bears on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from metrics.calculations.clock import beside, is_as_good, is_recovering, off_target_since
from metrics.calculations.standing import standing
from metrics.values import (
    Cadence,
    Direction,
    Level,
    MetricPolicy,
    QuarterSummary,
    Status,
    Summary,
    Target,
)
from metrics.values.deviations import Acceptance, Beside, Deviation
from metrics.values.history import DatedTarget, MetricHistory
from portfolio.kernel.quarters import Quarter

D = Decimal
POLICY = MetricPolicy()
FIRST = Quarter(2025, 4)
NOW = date(2026, 9, 30)
Row = tuple[str | None, ...]


def lines(target: int, warning: int, floor: int) -> Target:
    return Target(Direction.HIGHER, D(target), D(warning), D(floor))


OLD = DatedTarget(date(2025, 1, 1), None, lines(99, 97, 90))


def history(
    values: Row,
    *targets: DatedTarget,
    summary: Summary = Summary.MEAN,
    level: Level = Level.OPERATIONAL,
    deviations: tuple[Deviation, ...] = (),
) -> MetricHistory:
    """One value a quarter from 2025 Q4 on, measured at the end of each month."""
    quarters = [
        (quarter, QuarterSummary(D(value), 3, quarter.start + timedelta(days=30),
                                 quarter.last_day, D(value)))
        for quarter, value in zip([FIRST.shift(n) for n in range(9)], values, strict=False)
        if value is not None
    ]  # fmt: skip
    return MetricHistory(
        key="m",
        level=level,
        direction=Direction.HIGHER,
        cadence=Cadence.MONTH,
        summary=summary,
        started_on=date(2025, 1, 1),
        retired_on=None,
        quarters=tuple(quarters),
        targets=targets or (OLD,),
        deviations=deviations,
    )


def told(found: MetricHistory, on: date = NOW) -> Beside:
    """With the quarters whose numbers are all there on the day."""
    known = tuple(pair for pair in found.quarters if pair[1].last_on <= on)
    found = replace(found, quarters=known)
    return beside(found, standing(found, on, POLICY), on, POLICY)


@pytest.mark.parametrize(
    ("values", "since"),
    [
        (("99", "99", "99", "99"), None),
        (("99", "99", "99", "96"), date(2026, 7, 31)),
        (("99", "99", "96", "96"), date(2026, 5, 1)),
        (("96", "98", "96", "96"), date(2026, 5, 1)),  # at risk is not off target
        (("99", "96", None, "96"), date(2026, 1, 31)),  # a gap says nothing
        (("96", "96", "96", "97"), None),  # on the warning line is not beyond it
    ],
)
def test_the_run_of_quarters_off_target(values: Row, since: date | None) -> None:
    assert off_target_since(history(values), NOW) == since


@pytest.mark.parametrize(
    ("values", "expected"),
    [(("95", "96"), True), (("96", "95"), False), (("95", "95"), False), (("96",), False),
     (("94", None, "95"), True)],
)  # fmt: skip
def test_recovering_is_better_than_the_quarter_before(values: Row, expected: bool) -> None:
    assert is_recovering(history(values), NOW) is expected


def test_a_sum_is_known_when_its_quarter_is_over() -> None:
    found = history(("99", "99", "96", "96"), summary=Summary.SUM)
    assert off_target_since(found, NOW) == date(2026, 6, 30)
    assert off_target_since(found, NOW - timedelta(days=1)) == date(2026, 6, 30)
    assert off_target_since(found, date(2026, 6, 29)) is None


def test_each_quarter_is_held_against_the_target_of_its_time() -> None:
    until = date(2026, 8, 15)
    tight = DatedTarget(until, None, lines(99, 98, 90))
    loose = DatedTarget(date(2025, 1, 1), until, lines(95, 93, 90))
    found = history(("96", "96", "96", "96"), loose, tight)
    assert off_target_since(found, NOW) == until
    assert off_target_since(found, date(2026, 8, 14)) is None


def test_how_long_it_may_last_follows_from_the_level() -> None:
    health = told(history(("99", "99", "96", "96"))).clock
    assert health is not None
    assert (health.since, health.days, health.allowed) == (date(2026, 5, 1), 152, 90)
    assert (health.over, health.left, health.is_over) == (62, 0, True)
    value = told(history(("99", "99", "96", "96"), level=Level.BUSINESS)).clock
    assert value is not None
    assert (value.days, value.allowed, value.left, value.is_over) == (152, 180, 28, False)
    last = told(history(("99", "99", "96", "96")), date(2026, 7, 30)).clock
    assert last is not None
    assert (last.days, last.left, last.is_over) == (90, 0, False)


def test_a_stale_metric_has_no_clock() -> None:
    found = history(("96", "96"))
    assert standing(found, NOW, POLICY).status is Status.STALE
    assert told(found).clock is None


def accepted(value: str, ended: bool = False, until: date = date(2026, 7, 1)) -> Deviation:
    last = date(2026, 6, 30)
    return Deviation(D(value), date(2026, 4, 15), until, last, "Disks wait.", "Ada", ended)


@pytest.mark.parametrize(
    ("values", "deviation", "on", "expected"),
    [
        (("96", "96", "96", "96"), accepted("96"), date(2026, 4, 14), None),
        (("96", "96", "96", "96"), accepted("96"), date(2026, 6, 30), Acceptance.ACCEPTED),
        (("96", "96", "96", "96"), accepted("96.5"), date(2026, 6, 30), Acceptance.EXCEEDED),
        (("96", "96", "96", "96"), accepted("96"), date(2026, 7, 1), Acceptance.LAPSED),
        (("96", "96", "96", "98"), accepted("96"), NOW, Acceptance.LAPSED),
        (("96", "96", "96", "99"), accepted("96"), NOW, None),
        (("96", "96", "99", "96"), accepted("96"), NOW, Acceptance.LAPSED),
        (("96", "96", "96", "99", "96"), accepted("96"), date(2026, 12, 31), None),
        (
            ("96", "96", "96", "96"),
            accepted("96", ended=True, until=date(2026, 5, 2)),
            NOW,
            None,
        ),
    ],
)
def test_an_accepted_deviation_holds_is_exceeded_and_lapses(
    values: Row, deviation: Deviation, on: date, expected: Acceptance | None
) -> None:
    assert told(history(values, deviations=(deviation,)), on).acceptance is expected


def test_what_is_accepted_is_not_overdue_until_it_lapses() -> None:
    found = history(("96", "96", "96", "96"), deviations=(accepted("96"),))
    within = told(found, date(2026, 6, 30))
    assert within.clock is not None
    assert (within.clock.is_over, within.is_overdue) == (True, False)
    assert told(found, date(2026, 7, 1)).is_overdue
    assert told(history(("96",) * 4, deviations=(accepted("98"),)), date(2026, 6, 30)).is_overdue


@pytest.mark.parametrize(
    ("value", "other", "good"),
    [("17", "16", True), ("15", "16", False), ("23", "24", True), ("25", "24", False),
     ("20", "16", True), ("23", "16", False), ("17", "24", False)],
)  # fmt: skip
def test_within_a_range_the_side_counts(value: str, other: str, good: bool) -> None:
    band = Target(Direction.RANGE, D(18), D(17), D(10), D(22), D(23), D(30))
    assert is_as_good(D(value), D(other), band) is good
