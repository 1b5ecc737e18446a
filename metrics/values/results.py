"""What the calculations of the metrics room take and give."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from metrics.values.words import Move, Status
from portfolio.kernel.quarters import Quarter
from products.values import Dimension


@dataclass(frozen=True)
class Measured:
    """One measurement no correction has replaced; ratio metrics bring the counts it was made of."""

    on: date
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class QuarterSummary:
    """A quarter of measurements as one value.

    `is_exact` is False where a ratio of sums had to make do with the mean of the values, because a
    measurement came without its counts.
    """

    value: Decimal
    count: int
    first_on: date
    last_on: date
    last_value: Decimal
    is_exact: bool = True


@dataclass(frozen=True)
class Assessment:
    """How one metric stands on a date.

    `attainment` (0 to 1) is None unless the status counts. `reason` says in a few words why it is
    stale or has no data, and is empty otherwise.
    """

    status: Status
    value: Decimal | None
    attainment: Decimal | None
    newest_on: date | None = None
    age_days: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Scored:
    """One metric's part in a score: a key of the caller's own, its weight and its assessment."""

    key: str
    weight: Decimal
    assessment: Assessment


@dataclass(frozen=True)
class Weighted:
    """One part of a weighted mean; `attained` is 0 to 1, or None where it does not count."""

    key: str
    weight: Decimal
    attained: Decimal | None


@dataclass(frozen=True)
class Member:
    """A product's part in the score of its cluster: its users where they are known, its score."""

    key: str
    users: int | None
    score: Decimal | None


@dataclass(frozen=True)
class Contribution:
    """What one metric brings to a score.

    `points` of `possible` points out of 100; both None for a metric that does not count.
    """

    key: str
    weight: Decimal
    points: Decimal | None
    possible: Decimal | None

    @property
    def lost(self) -> Decimal | None:
        """What it keeps from the score: the points it could bring and does not."""
        if self.points is None or self.possible is None:
            return None
        return self.possible - self.points


@dataclass(frozen=True)
class Score:
    """Health or value, 0.0 to 100.0 with one place, or None: not enough data.

    `coverage` is the covered share of the weight, 0 to 1 with four places, None without metrics.
    """

    value: Decimal | None
    coverage: Decimal | None
    contributions: tuple[Contribution, ...] = field(default=())


@dataclass(frozen=True)
class ChangePart:
    """What one part did to a score since the score before, in points.

    `joined` and `left` say that it began or ceased to count.
    """

    key: str
    points: Decimal
    joined: bool = False
    left: bool = False


@dataclass(frozen=True)
class Change:
    """The difference of two scores, and the parts that sum to it exactly, gravest first."""

    whole: Decimal
    parts: tuple[ChangePart, ...]


@dataclass(frozen=True)
class Finding:
    """Something to look at in the set of metrics a product tracks; a warning, never an error."""

    code: str
    sentence: str
    dimension: Dimension | None = None


@dataclass(frozen=True)
class TrendPoint:
    """A quarter of a trend; `value` is None where the quarter has no measurements."""

    quarter: Quarter
    value: Decimal | None


@dataclass(frozen=True)
class Trend:
    """Quarters oldest first, and how the newest value compares with the one before it."""

    points: tuple[TrendPoint, ...]
    move: Move | None
