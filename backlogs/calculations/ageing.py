"""How old started work is: days since its first start, in bands (README, "Ageing")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from backlogs.values import AgeBand

HOURS_IN_A_DAY = Decimal(24)
LAST_DAYS = ((7, AgeBand.WEEK), (30, AgeBand.MONTH), (90, AgeBand.QUARTER))


def age_of(started_on: date, on: date) -> int:
    """Whole days since the first start; started on the day itself is 0."""
    return (on - started_on).days


def band_of(age: int) -> AgeBand:
    """The band an age of so many days falls into; the last day of a band belongs to it."""
    return next((band for last, band in LAST_DAYS if age <= last), AgeBand.OLDER)


def in_bands(ages: Iterable[int]) -> dict[AgeBand, int]:
    """How many ages fall into each band, every band named."""
    counts = Counter(band_of(age) for age in ages)
    return {band: counts[band] for band in AgeBand}


def is_slow(age: int, slow_hours: Decimal | None) -> bool:
    """Whether work is older than the 85th percentile of flow time, where there is one."""
    return slow_hours is not None and age * HOURS_IN_A_DAY > slow_hours
