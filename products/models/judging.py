"""What was said of a candidate, by whom and when: the newest row holds, the others are history."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from people.models import Person
from products.models.candidate import Candidate
from products.models.product import Product
from products.values.triage import Judgement


class CandidateJudgement(models.Model):
    """One judgement; an empty one says that the candidate is open again.

    `answers` holds what was said to the guiding questions, as `{"users": "yes"}`. `has_made` tells
    that the product began with this judgement, so that taking it back may take the product along.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="judgements")
    judgement = models.CharField(max_length=14, choices=Judgement.choices(), blank=True)
    reason = models.TextField()
    answers = models.JSONField(default=dict, blank=True)
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.SET_NULL, related_name="judged_parts"
    )
    has_made = models.BooleanField(default=False)
    ends_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(judgement__in=["", *Judgement.texts()]) & ~Q(reason=""),
                name="judgement_known_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(judgement=Judgement.PROJECT),
                name="judgement_end_of_project",
            ),
        ]


class CandidateSupport(models.Model):
    """A product that depends on an infrastructure component."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="supports")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="supported_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "product"], name="candidate_support_unique"
            ),
        ]


class CandidateMatch(models.Model):
    """Something of a like name: suggested while `is_same` is open, remembered once it is said.

    Either `product` or `other`, another candidate. Where `is_same` is true, the candidate is the
    same thing as the other one and is judged with it.
    """

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="matches")
    other = models.ForeignKey(
        Candidate, null=True, on_delete=models.CASCADE, related_name="matched_by"
    )
    product = models.ForeignKey(
        Product, null=True, on_delete=models.CASCADE, related_name="matched_by"
    )
    likeness = models.DecimalField(max_digits=4, decimal_places=3)
    is_same = models.BooleanField(null=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-likeness", "id"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "other"], name="match_other_once"),
            models.UniqueConstraint(fields=["candidate", "product"], name="match_product_once"),
            models.CheckConstraint(
                condition=Q(other__isnull=False, product__isnull=True)
                | Q(other__isnull=True, product__isnull=False),
                name="match_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(likeness__gte=0, likeness__lte=1), name="match_likeness_share"
            ),
        ]
