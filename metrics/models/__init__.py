"""Metric definitions, metrics with dated targets, measurements and their roll-ups."""

from metrics.models.definition import MetricDefinition
from metrics.models.measurement import Measurement, MeasurementQuerySet
from metrics.models.metric import Metric, MetricQuerySet
from metrics.models.rollup import MetricQuarter, ProductScore
from metrics.models.target import MetricTarget

__all__ = [
    "Measurement",
    "MeasurementQuerySet",
    "Metric",
    "MetricDefinition",
    "MetricQuarter",
    "MetricQuerySet",
    "MetricTarget",
    "ProductScore",
]
