"""A link that shows one page to whoever holds it, without signing in, until a day."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from people.models.person import Person


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    """Named selections of links."""

    def open(self, at: datetime) -> ShareLinkQuerySet:
        """Links that still work at `at`."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def to(self, kind: str, subject_id: int) -> ShareLinkQuerySet:
        """Links to one thing, newest first."""
        return self.filter(kind=kind, subject_id=subject_id).order_by("-created_at", "-pk")


class ShareLink(models.Model):
    """`kind` says what it shows and `subject_id` of which thing; the roof knows how.

    Only the SHA-256 of the token is kept: who reads this table can open nothing.
    """

    kind = models.SlugField(max_length=40)
    subject_id = models.PositiveBigIntegerField()
    token_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=120, blank=True)
    created_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="share_links"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(token_hash__regex=r"^[0-9a-f]{64}$"), name="share_link_keeps_a_hash"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="share_link_expires"
            ),
        ]
        indexes = [models.Index(fields=["kind", "subject_id"], name="share_link_by_subject")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
