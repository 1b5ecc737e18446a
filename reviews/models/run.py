"""A run builds the packets of one quarter; one job per cluster is the truth about its progress."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from people.models import Person
from products.models import Cluster, PolicyVersion
from reviews.models.packet import Packet


class RunState(models.TextChoices):
    """Where a run stands."""

    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class JobState(models.TextChoices):
    """Where one cluster's packet stands."""

    WAITING = "waiting", "Waiting"
    BUILDING = "building", "Building"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    CANCELLED = "cancelled", "Cancelled"


class ReviewRun(models.Model):
    """One request for a quarter's packets. While one is running, a second request joins it."""

    quarter_start = models.DateField()
    state = models.CharField(max_length=10, choices=RunState, default=RunState.RUNNING)
    policy = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["quarter_start"], condition=Q(state="running"), name="run_one_running"
            ),
            models.CheckConstraint(condition=Q(state__in=RunState.values), name="run_state_known"),
            models.CheckConstraint(
                condition=Q(state="running", finished_at__isnull=True)
                | (
                    ~Q(state="running")
                    # Said apart: comparing with an empty time is neither true nor false.
                    & Q(finished_at__isnull=False, finished_at__gte=F("requested_at"))
                ),
                name="run_finished_when_not_running",
            ),
        ]

    def __str__(self) -> str:
        return f"Run {self.pk} for {self.quarter_start}"


class PacketJob(models.Model):
    """The packet of one cluster in one run: state, attempts and heartbeat.

    The broker's message is only a hint; a job whose heartbeat is old is rung for again.
    """

    run = models.ForeignKey(ReviewRun, on_delete=models.CASCADE, related_name="jobs")
    cluster = models.ForeignKey(Cluster, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    packet = models.ForeignKey(
        Packet, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "cluster"], name="job_one_per_cluster"),
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(packet__isnull=False), name="job_done_has_packet"
            ),
        ]
        indexes = [models.Index(fields=["run", "state"], name="job_by_state")]

    def __str__(self) -> str:
        return f"Job {self.pk} of run {self.run_id}"
