"""Figures made of raw events, as tables; metrics/README.md tells the same in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.calculations.availability import by_checks, by_time, known_time
from metrics.calculations.spans import span_of, whole_spans
from metrics.calculations.tickets import (
    active_users,
    judged_at,
    opened,
    time_to_resolution,
    within_sla,
)
from metrics.calculations.working_hours import deadline, elapsed
from metrics.values import Cadence
from metrics.values.events import (
    CheckResult,
    FeedKind,
    Figure,
    Span,
    TicketTimes,
    WorkingHours,
)

OFFICE = WorkingHours(
    frozenset({0, 1, 2, 3, 4}), time(9), time(17), "Europe/Berlin", frozenset({date(2026, 5, 1)})
)
BERLIN = ZoneInfo("Europe/Berlin")
APRIL = span_of(date(2026, 4, 1), date(2026, 4, 30), "UTC")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def here(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-04-28 10:00", "2026-04-28 12:30", 2.5),
        ("2026-04-28 07:00", "2026-04-28 08:59", 0),  # before work begins
        ("2026-04-28 16:00", "2026-04-29 10:00", 2),  # over night
        ("2026-04-30 16:00", "2026-05-04 10:00", 2),  # over a holiday and a weekend
        ("2026-05-01 10:00", "2026-05-03 20:00", 0),  # nothing but holiday and weekend
        ("2026-04-28 12:00", "2026-04-28 11:00", 0),  # the wrong way round
        ("2026-03-27 16:00", "2026-03-30 10:00", 2),  # the clocks change on Sunday between
    ],
)
def test_working_hours_between(start: str, end: str, hours: float) -> None:
    assert elapsed(here(start), here(end), OFFICE) == timedelta(hours=hours)


def test_without_a_calendar_all_time_counts_even_when_the_clocks_change() -> None:
    start, end = here("2026-03-29 00:00"), here("2026-03-30 00:00")
    assert elapsed(start, end, None) == timedelta(hours=23)
    always = WorkingHours(frozenset(range(7)), time(0), time(23), "Europe/Berlin")
    assert elapsed(start, end, always) == timedelta(hours=22)


@pytest.mark.parametrize(
    ("start", "allowed", "end"),
    [
        ("2026-04-28 16:00", 1, "2026-04-28 17:00"),  # the last minute of the day is enough
        ("2026-04-28 16:00", 2, "2026-04-29 10:00"),
        ("2026-04-30 16:00", 4, "2026-05-04 12:00"),
        ("2026-05-02 03:00", 8, "2026-05-04 17:00"),
        ("2026-05-02 03:00", 0, "2026-05-04 09:00"),
    ],
)
def test_a_deadline_in_working_hours(start: str, allowed: int, end: str) -> None:
    assert deadline(here(start), timedelta(hours=allowed), OFFICE) == here(end)


def test_a_calendar_without_any_time_has_no_deadline() -> None:
    never = WorkingHours(frozenset(), time(9), time(17), "UTC")
    assert deadline(at("2026-04-28 10:00"), timedelta(hours=1), never) is None


@given(
    st.integers(min_value=0, max_value=330 * 24 * 60),
    st.integers(min_value=1, max_value=100 * 60),
)
def test_what_has_passed_at_a_deadline_is_what_was_allowed(begun: int, minutes: int) -> None:
    start = at("2026-01-01 00:00") + timedelta(minutes=begun)
    end = deadline(start, timedelta(minutes=minutes), OFFICE)
    assert end is not None
    assert elapsed(start, end, OFFICE) == timedelta(minutes=minutes)


TICKETS = [
    TicketTimes(at("2026-03-31 22:00"), at("2026-04-01 02:00"), "high"),  # 4 h, opened before
    TicketTimes(at("2026-04-02 00:00"), at("2026-04-02 01:00"), "high"),  # 1 h
    TicketTimes(at("2026-04-03 00:00"), at("2026-04-03 10:00"), "low"),  # 10 h
    TicketTimes(at("2026-04-29 00:00"), at("2026-05-01 00:00"), "low"),  # resolved in May
    TicketTimes(at("2026-04-30 23:00"), None, "high"),  # still open
]


def test_tickets_count_where_they_were_opened() -> None:
    assert opened(TICKETS, APRIL) == Figure(Decimal(4), 4)
    assert opened([], APRIL) == Figure(Decimal(0), 0)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FeedKind.RESOLUTION_MEAN, "5"),  # (4 + 1 + 10) ÷ 3
        (FeedKind.RESOLUTION_MEDIAN, "4"),
        (FeedKind.RESOLUTION_P90, "8.8"),  # position 0.9 × 2 = 1.8: 4 + 0.8 × 6
    ],
)
def test_time_to_resolution_of_those_resolved(kind: FeedKind, value: str) -> None:
    found = time_to_resolution(kind, TICKETS, APRIL, None)
    assert found is not None
    assert (found.value, found.events) == (Decimal(value), 3)


def test_the_mean_keeps_its_sum_and_count_and_the_percentiles_have_none() -> None:
    mean = time_to_resolution(FeedKind.RESOLUTION_MEAN, TICKETS, APRIL, None)
    median = time_to_resolution(FeedKind.RESOLUTION_MEDIAN, TICKETS, APRIL, None)
    assert mean == Figure(Decimal(5), 3, Decimal(15), Decimal(3))
    assert median == Figure(Decimal(4), 3)


def test_nothing_resolved_is_no_figure_and_not_zero() -> None:
    assert time_to_resolution(FeedKind.RESOLUTION_MEAN, TICKETS[4:], APRIL, None) is None


LIMITS = {"high": Decimal(4), "low": Decimal("47.5")}


@pytest.mark.parametrize(
    ("ticket", "moment", "in_time"),
    [
        (TICKETS[0], "2026-04-01 02:00", True),  # exactly in the last moment
        (TICKETS[3], "2026-04-30 23:30", False),  # half an hour late: judged when time ran out
        (TICKETS[4], "2026-05-01 03:00", False),  # still open
    ],
)
def test_each_ticket_is_judged_once(ticket: TicketTimes, moment: str, in_time: bool) -> None:
    assert judged_at(ticket, LIMITS, None) == (at(moment), in_time)


def test_share_resolved_in_time() -> None:
    april = within_sla(TICKETS, APRIL, LIMITS, None)
    assert april == Figure(Decimal(75), 4, Decimal(3), Decimal(4))
    may = within_sla(TICKETS, span_of(date(2026, 5, 1), date(2026, 5, 31), "UTC"), LIMITS, None)
    assert may == Figure(Decimal(0), 1, Decimal(0), Decimal(1))
    assert within_sla(TICKETS, APRIL, {}, None) is None
    assert judged_at(TICKETS[0], {"low": Decimal(1)}, None) is None


@pytest.mark.parametrize(
    ("users", "eligible", "value"),
    [
        (["a", "b", "a"], 4, Decimal(50)),
        ([], 4, Decimal(0)),
        (["a", "b"], 1, Decimal(100)),  # more came than were counted as eligible
        (["a"], 0, None),
        (["a"], None, None),
    ],
)
def test_active_of_eligible(users: list[str], eligible: int | None, value: Decimal | None) -> None:
    found = active_users(users, eligible)
    assert (found and found.value) == value


def check(text: str, is_up: bool = True) -> CheckResult:
    return CheckResult(at(text), is_up)


DAY = span_of(date(2026, 4, 1), date(2026, 4, 1), "UTC")
CHECKS = [
    check("2026-03-31 23:00"),
    check("2026-04-01 02:00", is_up=False),
    check("2026-04-01 03:00"),
    check("2026-04-01 03:01"),
    check("2026-04-01 23:00"),
]


@pytest.mark.parametrize(
    ("longest", "up", "known"),
    [
        (24, 23, 24),  # 2 h from the evening before, 1 h down, 21 h up
        (2, 4 + 1 / 60, 5 + 1 / 60),  # 1 h reaches over midnight, 1 h down, 1 min + 2 h, 1 h
        (0, 0, 0),
    ],
)
def test_a_check_holds_until_the_next_and_no_longer_than_believed(
    longest: int, up: float, known: float
) -> None:
    found = known_time(CHECKS, DAY, timedelta(hours=longest))
    assert found == (timedelta(hours=up), timedelta(hours=known))


def test_by_time_and_by_share_of_checks_differ_and_are_named_apart() -> None:
    assert by_checks(CHECKS, DAY) == Figure(Decimal(75), 4, Decimal(3), Decimal(4))
    assert by_time([CHECKS], DAY, timedelta(hours=24)) == Figure(
        Decimal("95.833333"), 4, Decimal(82800), Decimal(86400)
    )


def test_services_of_one_product_add_their_times() -> None:
    down = [check("2026-04-01 00:00", is_up=False)]
    found = by_time([CHECKS, down], DAY, timedelta(hours=24))
    assert found == Figure(Decimal("47.916667"), 5, Decimal(82800), Decimal(172800))
    assert by_time([], DAY, timedelta(hours=24)) is None
    assert by_checks([], DAY) is None


@pytest.mark.parametrize(
    ("cadence", "first", "last", "spans"),
    [
        (Cadence.DAY, "2026-04-29", "2026-04-30", ["04-29 04-29", "04-30 04-30"]),
        (Cadence.WEEK, "2026-04-29", "2026-05-09", ["04-27 05-03"]),  # the second is not over
        (Cadence.WEEK, "2026-04-29", "2026-05-10", ["04-27 05-03", "05-04 05-10"]),
        (Cadence.MONTH, "2026-04-29", "2026-05-31", ["04-01 04-30", "05-01 05-31"]),
        (Cadence.QUARTER, "2026-04-29", "2026-07-31", ["02-01 04-30", "05-01 07-31"]),
        (Cadence.YEAR, "2026-01-31", "2026-12-31", ["02-01 01-31"]),  # the year is not over
    ],
)
def test_only_stretches_that_are_over(
    cadence: Cadence, first: str, last: str, spans: list[str]
) -> None:
    found = whole_spans(cadence, date.fromisoformat(first), date.fromisoformat(last), 2)
    assert [f"{start:%m-%d} {end:%m-%d}" for start, end in found] == spans


def test_a_span_holds_its_beginning_and_not_its_end() -> None:
    span = Span(at("2026-04-01 00:00"), at("2026-04-02 00:00"))
    assert span.holds(span.start)
    assert not span.holds(span.end)
    assert not span.holds(None)
