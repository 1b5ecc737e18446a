"""What every part of a synthetic portfolio is made from: how large, which dice, which days."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

QUARTERS_BACK = 10


@dataclass(frozen=True)
class Frame:
    """Number of clusters, seed, the newest day and the first day of the recorded history."""

    clusters: int
    seed: int
    today: date
    begin: date

    def dice(self, part: str) -> random.Random:
        """Dice of its own for every part, so that one part's change leaves the others alone."""
        return random.Random(f"{self.seed} {part}")

    @property
    def products(self) -> int:
        """Three products a cluster on average."""
        return 3 * self.clusters

    @property
    def owners(self) -> int:
        """Three clusters and a third an owner: most within the ceiling, some beyond it."""
        return max(2, round(self.clusters / 3.3))


def day_between(dice: random.Random, first: date, last: date) -> date:
    """A day from `first` to `last`, both possible; `first` where they are out of order."""
    return first + timedelta(days=dice.randint(0, max(0, (last - first).days)))


def period(since: date, until: date | None = None) -> DateRange:
    """The half-open range every dated row keeps."""
    return DateRange(since, until, "[)")


def office_hour(dice: random.Random, day: date) -> str:
    """A moment of that day between eight and five, UTC, as PostgreSQL reads it."""
    return f"{day} {dice.randint(8, 16):02}:{dice.randint(0, 59):02}:00+00"
