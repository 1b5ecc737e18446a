"""The words of the metrics room, and what its calculations take and give (DOMAIN 7)."""

from metrics.values.policy import MetricPolicy
from metrics.values.results import (
    Assessment,
    Change,
    ChangePart,
    Contribution,
    Finding,
    Measured,
    Member,
    QuarterSummary,
    Score,
    Scored,
    Trend,
    TrendPoint,
    Weighted,
)
from metrics.values.targets import LinesOutOfOrder, Target
from metrics.values.words import Cadence, Direction, Level, Move, Status, Summary, Weighting
from products.values import Dimension

__all__ = [
    "Assessment",
    "Cadence",
    "Change",
    "ChangePart",
    "Contribution",
    "Dimension",
    "Direction",
    "Finding",
    "Level",
    "LinesOutOfOrder",
    "Measured",
    "Member",
    "MetricPolicy",
    "Move",
    "QuarterSummary",
    "Score",
    "Scored",
    "Status",
    "Summary",
    "Target",
    "Trend",
    "TrendPoint",
    "Weighted",
    "Weighting",
]
