"""Figures of the public data sets, made with the standard library and nothing else.

Nothing of this program is used here: whoever doubts a figure can run these few lines alone.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def six_places(value: Fraction) -> str:
    """Rounded half up to six places, without idle zeros."""
    scaled = (value * 10**6 * 2 + 1) // 2
    return f"{scaled // 10**6}.{scaled % 10**6:06}".rstrip("0").rstrip(".")


def standards_met(files: list[Path]) -> dict[str, tuple[int, int]]:
    """Per fiscal year: standards with a percentage target and a result, and how many met it.

    A standard is told by service, wording and channel. Where one year has the same standard twice
    nobody can say which row is right, so it counts in neither.
    """
    met: dict[str, dict[tuple[str, ...], list[bool]]] = defaultdict(lambda: defaultdict(list))
    for path in files:
        for row in rows(path):
            target, result = row["service_std_target"], row["performance"]
            if row["target_type"] == "percentage" and is_number(target) and is_number(result):
                key = (row["service_id"], row["service_std_en"].strip(), row["channel"])
                met[row["fiscal_yr"]][key].append(Fraction(result) >= Fraction(target))
    return {
        year: (
            sum(len(one) == 1 for one in found.values()),
            sum(one == [True] for one in found.values()),
        )
        for year, found in met.items()
    }


def is_number(text: str) -> bool:
    try:
        Fraction(text)
    except ValueError:
        return False
    return True


def resolution_hours(path: Path, zone: str) -> dict[tuple[int, int], list[Fraction]]:
    """Hours from opening to resolution per quarter of resolution, the last row of each counts."""
    incidents = {row["number"]: row for row in rows(path)}
    found: dict[tuple[int, int], list[Fraction]] = defaultdict(list)
    for row in incidents.values():
        if row["resolved_at"] == "?":
            continue
        opened, resolved = (
            datetime.strptime(row[name], "%d-%m-%Y %H:%M").replace(tzinfo=UTC)
            for name in ("opened_at", "resolved_at")
        )
        here = resolved.astimezone(ZoneInfo(zone))
        minutes = Fraction((resolved - opened) // timedelta(minutes=1))
        found[here.year, (here.month + 2) // 3].append(minutes / 60)
    return dict(found)


def percentile(values: list[Fraction], fraction: Fraction) -> Fraction:
    """Linear between closest ranks."""
    ordered = sorted(values)
    position = fraction * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def availability(path: Path, zone: str, day: date) -> dict[str, tuple[str, str]]:
    """Per service, over the month of `day`: percent up by time, and by share of checks.

    A check holds until the next one, and for a day at most.
    """
    checks: dict[str, list[tuple[datetime, bool]]] = defaultdict(list)
    for row in rows(path):
        at = datetime.fromisoformat(row["checked_at"].replace("Z", "+00:00"))
        checks[row["service"]].append((at, row["status"] == "up"))
    after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    start, end = (
        datetime(first.year, first.month, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for first in (day, after)
    )
    figures = {service: _of_service(sorted(found), start, end) for service, found in checks.items()}
    return {service: figure for service, figure in figures.items() if figure}


def _of_service(
    found: list[tuple[datetime, bool]], start: datetime, end: datetime
) -> tuple[str, str] | None:
    up = known = timedelta(0)
    ends = [at for at, _ in found[1:]] + [datetime.max.replace(tzinfo=UTC)]
    for (at, is_up), following in zip(found, ends, strict=True):
        until = min(end, following, at + timedelta(days=1)) if at < end else at
        held = max(timedelta(0), until - max(at, start))
        known += held
        up += held if is_up else timedelta(0)
    inside = [is_up for at, is_up in found if start <= at < end]
    microsecond = timedelta(microseconds=1)
    if not inside:
        return None
    return (
        six_places(Fraction(up // microsecond, known // microsecond) * 100),
        six_places(Fraction(sum(inside), len(inside)) * 100),
    )
