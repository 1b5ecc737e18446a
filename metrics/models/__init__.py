"""Metrics with dated targets, measurements and their roll-ups; goals, objectives, key results."""

from metrics.models.connector import AllowedAddress, Connector, ConnectorRun
from metrics.models.definition import MetricDefinition
from metrics.models.deviation import AcceptedDeviation
from metrics.models.events import AvailabilityCheck, Ticket, UsageDay
from metrics.models.feed import EventFeed, WorkingCalendar
from metrics.models.goals import GoalContribution, ProductPurpose, StrategicGoal
from metrics.models.hand_in import HandIn
from metrics.models.key_results import CheckIn, KeyResult
from metrics.models.measurement import Measurement, MeasurementQuerySet
from metrics.models.metric import Metric, MetricQuerySet
from metrics.models.objectives import Objective
from metrics.models.rollup import MetricQuarter, ProductScore
from metrics.models.target import MetricTarget
from metrics.models.worksheet import MetricWorksheet

__all__ = [
    "AcceptedDeviation",
    "AllowedAddress",
    "AvailabilityCheck",
    "CheckIn",
    "Connector",
    "ConnectorRun",
    "EventFeed",
    "GoalContribution",
    "HandIn",
    "KeyResult",
    "Measurement",
    "MeasurementQuerySet",
    "Metric",
    "MetricDefinition",
    "MetricQuarter",
    "MetricQuerySet",
    "MetricTarget",
    "MetricWorksheet",
    "Objective",
    "ProductPurpose",
    "ProductScore",
    "StrategicGoal",
    "Ticket",
    "UsageDay",
    "WorkingCalendar",
]
