"""The closed sets of words of the metrics room."""

from portfolio.kernel.words import Word


class Level(Word):
    """Health or value."""

    OPERATIONAL = "operational", "Operational (health)"
    BUSINESS = "business", "Business (value)"


class Direction(Word):
    """Which way is better."""

    HIGHER = "higher", "Higher is better"
    LOWER = "lower", "Lower is better"
    RANGE = "range", "Within a range"


class Cadence(Word):
    """How often a measurement is expected."""

    DAY = "day", "Daily"
    WEEK = "week", "Weekly"
    MONTH = "month", "Monthly"
    QUARTER = "quarter", "Quarterly"
    YEAR = "year", "Yearly"

    @property
    def days(self) -> int:
        """The longest it can last, in days: what staleness is measured against."""
        return {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[self.value]


class Summary(Word):
    """How the measurements of a quarter become one value."""

    MEAN = "mean", "Mean"
    SUM = "sum", "Sum"
    LAST = "last", "Last"
    MEDIAN = "median", "Median"
    P95 = "p95", "95th percentile"
    RATIO = "ratio", "Ratio of sums"


class Status(Word):
    """How a metric stands on a date."""

    ON_TARGET = "on_target", "On target"
    AT_RISK = "at_risk", "At risk"
    OFF_TARGET = "off_target", "Off target"
    STALE = "stale", "Stale"
    NO_DATA = "no_data", "No data"

    @property
    def counts(self) -> bool:
        """Whether the metric takes part in a score; stale and missing ones do not."""
        return self in (Status.ON_TARGET, Status.AT_RISK, Status.OFF_TARGET)


class Move(Word):
    """How a value changed, seen from which way is better."""

    BETTER = "better", "Better"
    WORSE = "worse", "Worse"
    SAME = "same", "Unchanged"


class Weighting(Word):
    """How products weigh in the score of a cluster and of the portfolio."""

    EQUALLY = "equally", "Each product equally"
    USERS = "users", "By daily users"
