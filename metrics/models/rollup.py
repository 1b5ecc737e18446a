"""Roll-ups: what pages and packets read instead of raw measurements."""

from __future__ import annotations

from django.db import models

from metrics.models.metric import Metric
from metrics.models.target import value_field
from products.models import Product


class MetricQuarter(models.Model):
    """A quarter of a metric's current measurements, summed up by the metric's own rule.

    Derived: `metrics.actions.rollups` rebuilds a row from the measurements whenever one changes.
    A quarter without measurements has no row. `is_exact` is false where a ratio of sums had to make
    do with the mean of the values.
    """

    metric = models.ForeignKey(Metric, on_delete=models.CASCADE, related_name="quarters")
    quarter_start = models.DateField()
    value = value_field()
    count = models.PositiveIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    last_value = value_field()
    is_exact = models.BooleanField(default=True, db_default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "quarter_start"], name="metric_quarter_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(count__gt=0), name="metric_quarter_count_positive"
            ),
        ]
        indexes = [models.Index(fields=["quarter_start", "metric"], name="metric_quarter_by_start")]

    def __str__(self) -> str:
        return f"{self.metric_id} {self.quarter_start} {self.value}"


class ProductScore(models.Model):
    """Health and value of a product as of a quarter's last day (or today in the current one).

    Derived by `metrics.actions.scores`. A score is empty where under half of the weight is covered;
    coverage is the covered share of the weight, 0 to 1, empty where there is no such metric.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="scores")
    quarter_start = models.DateField()
    as_of = models.DateField()
    health = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    health_coverage = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    value = models.DecimalField(max_digits=5, decimal_places=1, null=True)
    value_coverage = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    on_target = models.PositiveSmallIntegerField(default=0)
    at_risk = models.PositiveSmallIntegerField(default=0)
    off_target = models.PositiveSmallIntegerField(default=0)
    stale = models.PositiveSmallIntegerField(default=0)
    no_data = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "quarter_start"], name="product_score_unique"
            )
        ]
        indexes = [models.Index(fields=["quarter_start", "product"], name="product_score_by_start")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.quarter_start}"
