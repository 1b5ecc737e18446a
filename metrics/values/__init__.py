"""The words of the metrics room, and what its calculations take and give (DOMAIN 7)."""

from metrics.values.policy import MetricPolicy
from metrics.values.results import (
    Assessment,
    Contribution,
    Finding,
    Measured,
    QuarterSummary,
    Score,
    Scored,
    Trend,
    TrendPoint,
)
from metrics.values.targets import LinesOutOfOrder, Target
from metrics.values.words import Cadence, Direction, Level, Move, Status, Summary
from products.values import Dimension

__all__ = [
    "Assessment",
    "Cadence",
    "Contribution",
    "Dimension",
    "Direction",
    "Finding",
    "Level",
    "LinesOutOfOrder",
    "Measured",
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
]
