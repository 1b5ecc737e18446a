"""Meetings as calendar entries: read back by a parser, and by the rules of the format itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from reviews.calculations.entries import Entry, calendar_bytes

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 10, 26, 9, tzinfo=BERLIN)
ENTRY = Entry(
    uid="1b4e28ba-2fa1-11d2-883f-0016d3cca427@almanac.example",
    sequence=3,
    changed_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
    starts_at=START,
    ends_at=START + timedelta(minutes=90),
    title="Review; Q3, \\the end\\ " + "ä€😀" * 40,
    words="First line,\nsecond; line\n" + "long " * 60,
    place="Room 4, north",
    url="https://almanac.example/reviews/meetings/1/",
    facilitator="Mirela: Dragan",
    facilitator_mail="mirela@fennmark.example",
    is_cancelled=False,
)


def _events(data: bytes) -> list[Calendar]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_what_goes_in_comes_out() -> None:
    [event] = _events(calendar_bytes("Reviews", [ENTRY]))
    assert str(event["SUMMARY"]) == ENTRY.title
    assert str(event["DESCRIPTION"]) == ENTRY.words
    assert str(event["LOCATION"]) == ENTRY.place
    assert str(event["UID"]) == ENTRY.uid
    assert event["SEQUENCE"] == 3
    assert event["ORGANIZER"] == "mailto:mirela@fennmark.example"
    assert event["DTSTART"].dt == START
    assert event["DTEND"].dt == ENTRY.ends_at
    assert str(event["STATUS"]) == "CONFIRMED"


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (datetime(2026, 3, 28, 9, tzinfo=BERLIN), b"DTSTART:20260328T080000Z"),
        (datetime(2026, 3, 29, 9, tzinfo=BERLIN), b"DTSTART:20260329T070000Z"),
        (datetime(2026, 10, 24, 9, tzinfo=BERLIN), b"DTSTART:20261024T070000Z"),
        (datetime(2026, 10, 25, 9, tzinfo=BERLIN), b"DTSTART:20261025T080000Z"),
    ],
)
def test_nine_oclock_stays_nine_oclock_over_the_change_of_the_clocks(
    local: datetime, utc: bytes
) -> None:
    assert utc in calendar_bytes("Reviews", [replace(ENTRY, starts_at=local)]).split(b"\r\n")


def test_the_bytes_keep_to_the_format() -> None:
    """RFC 5545 by hand: CRLF, 75 octets a line, folds that never cut a character, no bare text."""
    data = calendar_bytes("Reviews", [ENTRY, replace(ENTRY, uid="2@almanac.example")])
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    whole = data.decode().replace("\r\n ", "").split("\r\n")
    assert sum(line.startswith("UID:") for line in whole) == 2
    summary = next(line for line in whole if line.startswith("SUMMARY:"))
    assert summary.startswith("SUMMARY:Review\\; Q3\\, \\\\the end\\\\ ")
    assert [line for line in whole[:-1] if ":" not in line] == []


def test_a_cancelled_meeting_says_so() -> None:
    data = calendar_bytes("Reviews", [replace(ENTRY, is_cancelled=True)], method="CANCEL")
    assert str(_events(data)[0]["STATUS"]) == "CANCELLED"
    assert b"METHOD:CANCEL" in data


def test_an_empty_calendar_is_a_calendar() -> None:
    assert _events(calendar_bytes("Reviews", [])) == []
