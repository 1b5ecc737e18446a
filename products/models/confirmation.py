""" "Still yours?": owners renew their promise, and silence goes up (DOMAIN 1)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from people.models import Person
from products.models.cluster import Cluster
from products.values.ownership import ConfirmationAnswer


class Confirmation(models.Model):
    """An owner is asked on `asked_on` and answers by `due_on`; without an answer it is open.

    `manager_told_on` and `leadership_told_on` are the days on which silence was passed on.
    `suggested` is whom an owner who says no would hand over to.
    """

    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="confirmations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="confirmations")
    asked_on = models.DateField()
    due_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=6, choices=ConfirmationAnswer.choices(), blank=True)
    note = models.TextField(blank=True)
    suggested = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    manager_told_on = models.DateField(null=True, blank=True)
    leadership_told_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster"], condition=Q(answered_on=None), name="confirmation_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None)
                | Q(answer__in=ConfirmationAnswer.texts(), answered_on__isnull=False),
                name="confirmation_answer_has_day",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("asked_on")), name="confirmation_due_after_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} about {self.cluster_id}, asked {self.asked_on}"
