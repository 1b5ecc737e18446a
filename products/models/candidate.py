"""Entries of an inventory, and what they turned out to be."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from people.models import Person
from products.models.product import Product
from products.values.triage import Judgement


@pghistory.track()
class Candidate(models.Model):
    """One entry of a CMDB, spreadsheet or catalog, known by its source and its key there.

    `judgement`, `reason`, `judged_by`, `product` and `review_on` repeat the newest of its
    `CandidateJudgement` rows, so a list needs no join. `gone_at` says since when the source has not
    named it any more; it is kept all the same.
    """

    source = models.CharField(max_length=80)
    key = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    daily_users = models.PositiveIntegerField(null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    judgement = models.CharField(max_length=14, choices=Judgement.choices(), blank=True)
    reason = models.TextField(blank=True)
    judged_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(null=True, blank=True)
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates"
    )
    first_seen_at = models.DateTimeField(auto_now_add=True)
    review_on = models.DateField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="candidate_key_unique"),
            models.CheckConstraint(
                condition=Q(judgement="") | (Q(judgement__in=Judgement.texts()) & ~Q(reason="")),
                name="candidate_judged_with_reason",
            ),
        ]
        indexes = [
            models.Index(Lower("name"), "id", name="candidate_name_order"),
            GinIndex(OpClass(F("name"), name="gin_trgm_ops"), name="candidate_name_likeness"),
        ]

    def __str__(self) -> str:
        return self.name
