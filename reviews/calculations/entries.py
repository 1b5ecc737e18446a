"""Meetings as calendar entries (RFC 5545), from values to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT: Final = "-//Almanac//Review calendar//EN"


@dataclass(frozen=True)
class Entry:
    """One meeting: times are aware, `sequence` grows with every change, `uid` never changes."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    words: str
    place: str
    url: str
    facilitator: str
    facilitator_mail: str
    is_cancelled: bool


def calendar_bytes(name: str, entries: Sequence[Entry], *, method: str = "PUBLISH") -> bytes:
    """A calendar of these entries; times are written in UTC, so no zone's table can be wrong."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.title)
    event.add("description", entry.words)
    event.add("location", entry.place)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.facilitator_mail:
        organizer = vCalAddress(f"mailto:{entry.facilitator_mail}")
        organizer.params["cn"] = vText(entry.facilitator)
        event.add("organizer", organizer)
    return event
