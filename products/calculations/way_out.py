"""What a retirement still lacks (DOMAIN 2, "a managed way out")."""

from __future__ import annotations

from datetime import date

from portfolio.kernel.numbers import shown
from portfolio.kernel.words import counted, joined, spoken
from products.values.lifecycle import Check, WayOut


def points(way: WayOut) -> tuple[Check, ...]:
    """Everything a managed way out shows, done or not, in the order in which it is done."""
    return (
        Check("way-on", "A successor, or why none is needed", way.has_answer, _way_on(way)),
        Check("told", "Users told", way.told_on is not None, _on(way.told_on)),
        Check("way-out-dated", "The migration has a date", _is_dated(way), _date(way)),
        Check("way-out-done", "Users have been moved", way.all_moved, _moved(way)),
        Check("data", "Data dealt with", way.data > 0 and not way.data_open, _data(way)),
        Check("dependents", "Dependents dealt with", not way.dependents_open, _dependents(way)),
        Check(
            "record",
            "Decommission record written",
            way.decommissioned_on is not None,
            _on(way.decommissioned_on),
        ),
    )


def open_points(way: WayOut) -> list[Check]:
    """What is left to do before the product can be switched off."""
    return [point for point in points(way) if not point.is_done]


def open_words(way: WayOut) -> str:
    """The same in a few words, empty when nothing is left."""
    return joined([point.words.lower() for point in open_points(way)])


def _is_dated(way: WayOut) -> bool:
    return way.migrate_by is not None or way.all_moved


def _way_on(way: WayOut) -> str:
    return way.successor or (f"none needed: {way.none_needed}" if way.none_needed else "")


def _on(day: date | None) -> str:
    return f"on {spoken(day)}" if day else ""


def _date(way: WayOut) -> str:
    return f"by {spoken(way.migrate_by)}" if way.migrate_by else ""


def _moved(way: WayOut) -> str:
    if way.moved is not None and way.moved_on is not None:
        return f"{shown(way.moved, 0)} % on {spoken(way.moved_on)}"
    if way.users_total == 0:
        return "it has no users"
    return f"finished on {spoken(way.way_ended)}" if way.way_ended else ""


def _data(way: WayOut) -> str:
    if not way.data:
        return "nobody has said what data there is"
    return f"open: {', '.join(way.data_open)}" if way.data_open else counted(way.data, "part")


def _dependents(way: WayOut) -> str:
    if not way.dependents:
        return "nothing depends on it"
    return ", ".join(way.dependents_open) or counted(way.dependents, "product")
