"""Measurements: the large table, partitioned by year of the day measured."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Func, Q, Value

from metrics.models.metric import Metric
from metrics.models.target import value_field
from people.models import Person


class Source(models.TextChoices):
    """Where a number came from."""

    PERSON = "person", "Person"
    GRID = "grid", "Grid"
    IMPORT = "import", "Import"
    API = "api", "API"
    SURVEY = "survey", "Survey"
    CONNECTOR = "connector", "Connector"
    EVENTS = "events", "Made of events"


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """Named selections of measurements."""

    def current(self) -> MeasurementQuerySet:
        """Measurements that no correction has replaced."""
        return self.filter(superseded_at__isnull=True)

    def up_to(self, day: date) -> MeasurementQuerySet:
        """Measurements of days up to and including `day`."""
        return self.filter(measured_on__lte=day)


class Measurement(models.Model):
    """One number for one metric and day.

    `value` is the number; a ratio metric keeps the two counts it was made of, so a quarter is the
    ratio of the sums. A correction is a new row: the old one keeps its number and says when it was
    superseded. The table is PARTITION BY RANGE (measured_on), made by hand in the migration, which
    is why the key is composite and there is no other foreign key into it.
    """

    pk = models.CompositePrimaryKey("measured_on", "id")
    id = models.BigIntegerField(
        db_default=Func(Value("metrics_measurement_id_seq"), function="nextval")
    )
    metric = models.ForeignKey(Metric, on_delete=models.CASCADE, related_name="measurements")
    measured_on = models.DateField()
    value = value_field()
    numerator = value_field(null=True, blank=True)
    denominator = value_field(null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.PERSON)
    source_ref = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    superseded_at = models.DateTimeField(null=True, blank=True)
    correction_reason = models.TextField(blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "measured_on"],
                condition=Q(superseded_at__isnull=True),
                name="measurement_one_current",
            ),
            models.CheckConstraint(
                condition=Q(source__in=Source.values), name="measurement_source_known"
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | Q(denominator__gt=0),
                name="measurement_denominator_positive",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True, denominator__isnull=True)
                | Q(numerator__isnull=False, denominator__isnull=False),
                name="measurement_ratio_complete",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("recorded_at")),
                name="measurement_superseded_after_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.metric_id} {self.measured_on} {self.value}"
