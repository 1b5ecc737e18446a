"""Connectors: where numbers are fetched, who may be asked, and what each run brought."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from metrics.models.metric import Metric
from metrics.values.connectors import Authorization, ConnectorKind, Digest, RunState
from people.models import Person


class AllowedAddress(models.Model):
    """A host name (with or without a port) or a network that connectors may ask."""

    address = models.CharField(max_length=260, unique=True)
    reason = models.CharField(max_length=300)
    added_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(address="") & ~Q(reason=""), name="allowed_address_with_reason"
            )
        ]

    def __str__(self) -> str:
        return self.address


@pghistory.track(exclude=["sealed", "next_due_at", "failures"])
class Connector(models.Model):
    """One metric fetched from elsewhere, every `interval`. `sealed` is the encrypted secret."""

    metric = models.OneToOneField(Metric, on_delete=models.CASCADE, related_name="connector")
    kind = models.CharField(max_length=10, choices=ConnectorKind.choices())
    address = models.CharField(max_length=1000)
    query = models.TextField()
    date_path = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=6, choices=Digest.choices(), default=Digest.MEAN)
    step_s = models.PositiveIntegerField("step in seconds", default=300)
    authorization = models.CharField(
        max_length=6, choices=Authorization.choices(), default=Authorization.NONE
    )
    sealed = models.BinaryField(default=bytes, blank=True)
    since = models.DateField()
    interval = models.DurationField()
    is_enabled = models.BooleanField(default=True)
    next_due_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    set_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ConnectorKind.texts()), name="connector_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(digest__in=Digest.texts()), name="connector_digest_known"
            ),
            models.CheckConstraint(
                condition=Q(authorization__in=Authorization.texts()),
                name="connector_authorization_known",
            ),
            models.CheckConstraint(condition=Q(step_s__gte=1), name="connector_step_positive"),
        ]
        indexes = [
            models.Index(fields=["next_due_at"], condition=Q(is_enabled=True), name="connector_due")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.metric_id}"


class ConnectorRun(models.Model):
    """One run: what it brought, or in words why it brought nothing. One at a time."""

    connector = models.ForeignKey(Connector, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=8, choices=RunState.choices(), default=RunState.RUNNING)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    created = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["connector"], condition=Q(state="running"), name="connector_one_running"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RunState.texts()), name="connector_run_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="running", finished_at__isnull=True)
                | (
                    ~Q(state="running")
                    & Q(finished_at__isnull=False, finished_at__gte=F("started_at"))
                ),
                name="connector_run_finished",
            ),
        ]
        indexes = [models.Index(fields=["connector", "-started_at"], name="connector_run_newest")]

    def __str__(self) -> str:
        return f"{self.connector_id} {self.started_at} {self.state}"
