"""What the clock begins at an instant, and whom it reminds: tables and a simulation."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from portfolio.kernel.quarters import Quarter
from reviews.calculations.openings import begins_on, letter_due, quarters_to_begin
from reviews.values.meetings import ReviewPolicy

Q3 = Quarter(2026, 3)
ZONES = ("Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles")


@pytest.mark.parametrize(
    ("meeting", "day"),
    [
        (None, date(2026, 10, 8)),
        (date(2026, 10, 20), date(2026, 10, 13)),
        (date(2026, 10, 3), date(2026, 10, 1)),  # the quarter must be over
        (date(2026, 12, 1), date(2026, 11, 24)),
    ],
)
def test_the_day_packets_begin(meeting: date | None, day: date) -> None:
    assert begins_on(Q3, meeting, 7) == day


@pytest.mark.parametrize("zone", ZONES)
def test_twelve_turn_overs_each_begin_once_with_the_machine_off_over_the_boundary(
    zone: str,
) -> None:
    """36 of 36 over the three zones: the machine is off for 3 to 60 days around each boundary."""
    here, random = ZoneInfo(zone), Random(zone)
    quarters = [Quarter(2024, 1).shift(n) for n in range(12)]
    begun: dict[date, list[datetime]] = {Quarter(2023, 4).start: []}
    meetings = {
        quarter.start: quarter.end + timedelta(days=random.randint(2, 40))
        for quarter in quarters[::2]
    }
    now = datetime(2024, 1, 1, tzinfo=here).astimezone(UTC)
    for quarter in quarters:
        off = datetime.combine(quarter.end, datetime.min.time(), here)
        while now < off - timedelta(days=random.randint(1, 3)):
            _tick(now, here, meetings, begun)
            now += timedelta(hours=7)
        now = off.astimezone(UTC) + timedelta(days=random.randint(2, 57), minutes=13)
    for _ in range(200):
        _tick(now, here, meetings, begun)
        now += timedelta(hours=7)
        if now.astimezone(here).date() >= quarters[-1].next().end:
            break
    for quarter in quarters:
        assert len(begun[quarter.start]) == 1, quarter
        day = begun[quarter.start][0].astimezone(here).date()
        assert day >= begins_on(quarter, meetings.get(quarter.start), 7)


def _tick(
    now: datetime, zone: ZoneInfo, meetings: dict[date, date], begun: dict[date, list[datetime]]
) -> None:
    for quarter in quarters_to_begin(now, zone, 1, meetings, begun, 7):
        begun.setdefault(quarter.start, []).append(now)


@pytest.mark.parametrize("zone", ZONES)
def test_the_boundary_is_midnight_of_the_installations_zone(zone: str) -> None:
    here = ZoneInfo(zone)
    due = datetime(2026, 10, 8, tzinfo=here)
    old = {Quarter(2026, 2).start}
    assert quarters_to_begin(due - timedelta(seconds=1), here, 1, {}, old, 7) == []
    assert quarters_to_begin(due, here, 1, {}, old, 7) == [Q3]
    assert quarters_to_begin(due, here, 1, {}, {*old, Q3.start}, 7) == []


def test_a_fiscal_year_from_april_names_its_own_quarters() -> None:
    now = datetime(2026, 7, 9, tzinfo=UTC)
    found = quarters_to_begin(now, ZoneInfo("UTC"), 4, {}, (), 7)
    assert [quarter.label for quarter in found] == ["FY2026 Q4", "FY2027 Q1"]


BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 10, 26, 9, tzinfo=BERLIN)  # the clocks went back the day before


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (datetime(2026, 10, 18, 23, 59, tzinfo=BERLIN), None),
        (datetime(2026, 10, 19, 6, 59, tzinfo=BERLIN), None),
        (datetime(2026, 10, 19, 7, 0, tzinfo=BERLIN), "first"),
        (datetime(2026, 10, 24, 23, 0, tzinfo=BERLIN), "first"),
        (datetime(2026, 10, 25, 7, 0, tzinfo=BERLIN), "last"),
        (datetime(2026, 10, 25, 6, 0, tzinfo=UTC), "last"),  # seven o'clock in winter time
        (datetime(2026, 10, 26, 8, 59, tzinfo=BERLIN), "last"),
        (datetime(2026, 10, 26, 9, 0, tzinfo=BERLIN), None),
        (datetime(2026, 11, 1, 9, 0, tzinfo=BERLIN), None),
    ],
)
def test_the_reminder_due(now: datetime, kind: str | None) -> None:
    found = letter_due(START, BERLIN, now, ReviewPolicy())
    assert (found.value if found else None) == kind


def test_reminders_cannot_contradict_each_other() -> None:
    with pytest.raises(ValueError, match=r"reviews\.last_reminder_days"):
        ReviewPolicy(first_reminder_days=1, last_reminder_days=2)
