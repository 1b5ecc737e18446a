"""What a batch of measurements from a program is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portfolio.kernel.words import Word


class Outcome(Word):
    """What became of one row of a batch."""

    CREATED = "created", "Created"
    SAME = "same", "Known already"
    CORRECTED = "corrected", "Corrected"
    REFUSED = "refused", "Refused"


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why one row cannot be taken: a code for programs, the field, a sentence."""

    code: str
    field: str
    message: str


@dataclass(slots=True)
class Said:
    """One row as sent: its numbers are exact and fit the database, its day is a day.

    `value` is None where the two counts of a ratio stand for it.
    """

    product: str
    metric: str
    measured_on: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    note: str
    reason: str
    unit: str | None
