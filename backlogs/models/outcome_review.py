"""Did it work? Asked 90 and 180 days after shipping, answered from the measurements."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from backlogs.models.item import Item
from backlogs.values.verdicts import REVIEW_DAYS, Gap, Verdict
from metrics.models import Metric
from metrics.models.target import value_field
from people.models import Person
from products.models import PolicyVersion


@pghistory.track(exclude=["computed_at"])
class OutcomeReview(models.Model):
    """The verdict `days` after the item was shipped on `shipped_on`, with what it was made of.

    Computed anew while nobody has looked; `said_at` freezes the numbers. `said_verdict` is the one
    that holds then: the computed one, or another one with a reason. An item opened again and
    shipped again gets reviews of the new shipping; the earlier ones stay and count no more.
    """

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="outcome_reviews")
    days = models.PositiveSmallIntegerField()
    shipped_on = models.DateField()
    due_on = models.DateField()
    metric = models.ForeignKey(
        Metric, null=True, blank=True, on_delete=models.PROTECT, related_name="outcome_reviews"
    )
    figure = models.CharField(max_length=420, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    before = value_field(null=True, blank=True)
    expected = value_field(null=True, blank=True)
    after = value_field(null=True, blank=True)
    before_count = models.PositiveIntegerField(default=0)
    before_wanted = models.PositiveIntegerField(default=0)
    after_count = models.PositiveIntegerField(default=0)
    after_wanted = models.PositiveIntegerField(default=0)
    effect = models.DecimalField(max_digits=30, decimal_places=6, null=True, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict.choices())
    gap = models.CharField(max_length=10, blank=True, choices=Gap.choices())
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    computed_at = models.DateTimeField()
    said_verdict = models.CharField(max_length=10, blank=True, choices=Verdict.choices())
    said_reason = models.TextField(blank=True)
    said_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "days", "shipped_on"], name="outcome_review_once"
            ),
            models.CheckConstraint(
                condition=Q(days__in=REVIEW_DAYS), name="outcome_review_days_known"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("shipped_on")), name="outcome_review_after_shipping"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.texts()), name="outcome_review_verdict_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict="unknown", effect__isnull=True, gap__in=Gap.texts())
                | Q(~Q(verdict="unknown"), effect__isnull=False, gap=""),
                name="outcome_review_effect_or_gap",
            ),
            models.CheckConstraint(
                condition=Q(said_at__isnull=True, said_verdict="", said_reason="")
                | Q(said_at__isnull=False, said_verdict__in=Verdict.texts()),
                name="outcome_review_said_whole",
            ),
            models.CheckConstraint(
                condition=Q(said_verdict="") | Q(said_verdict=F("verdict")) | ~Q(said_reason=""),
                name="outcome_review_overruled_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="outcome_review_by_due"),
            models.Index(
                fields=["item"], condition=Q(said_at__isnull=True), name="outcome_review_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} after {self.days} days: {self.verdict}"
