"""Warnings open, change and resolve themselves: the data says so, nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from products.models import PolicyVersion
from products.queries import policy_on
from reviews.models import PortfolioWarning
from reviews.rules.finding import Finding, Scope, Subject
from reviews.rules.registry import find_all

LOCK = 0x5741_524E  # one evaluation at a time
TOLD = ("severity", "sentence", "evidence", "since", "consecutive_quarters", "clears")
STEP = ("step_label", "step_url", "step_for")


@dataclass(frozen=True)
class Evaluated:
    """How many warnings opened, went on and resolved."""

    opened: int
    open_before: int
    resolved: int


@transaction.atomic
def evaluate_and_store(day: date) -> Evaluated:
    """Bring the warnings in line with the data as of `day`; run twice it changes nothing more.

    A second evaluation waits for the first, so there is never a second open row for a rule and
    subject; the unique key would refuse it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    policy, now = policy_on(day), timezone.now()
    findings = {finding.key: finding for finding in find_all(Scope(day, policy))}
    known = {_key(row): row for row in PortfolioWarning.objects.open()}
    gone = [row.pk for key, row in known.items() if key not in findings]
    PortfolioWarning.objects.filter(pk__in=gone).update(resolved_on=day, evaluated_at=now)
    _update([row for key, row in known.items() if key in findings], findings, policy, now)
    fresh = [finding for key, finding in findings.items() if key not in known]
    PortfolioWarning.objects.bulk_create([_row(finding, policy, now) for finding in fresh])
    return Evaluated(len(fresh), len(known) - len(gone), len(gone))


def _key(row: PortfolioWarning) -> tuple[str, str, int]:
    if row.person_id:
        return row.rule, Subject.PERSON.value, row.person_id
    if row.cluster_id:
        return row.rule, Subject.CLUSTER.value, row.cluster_id
    return row.rule, Subject.PRODUCT.value, row.product_id or 0


def _update(
    rows: Sequence[PortfolioWarning],
    findings: dict[tuple[str, str, int], Finding],
    policy: PolicyVersion,
    now: datetime,
) -> None:
    for row in rows:
        finding = findings[_key(row)]
        for name, value in _told(finding).items():
            setattr(row, name, value)
        row.policy, row.evaluated_at = policy, now
    fields = [*TOLD, *STEP, "policy", "evaluated_at"]
    PortfolioWarning.objects.bulk_update(rows, fields, batch_size=500)


def _told(finding: Finding) -> dict[str, object]:
    step = finding.step
    return {name: getattr(finding, name) for name in TOLD} | dict(
        zip(STEP, (step.label, step.url, step.to.value), strict=True)
    )


def _row(finding: Finding, policy: PolicyVersion, now: datetime) -> PortfolioWarning:
    return PortfolioWarning(
        rule=finding.rule,
        **{f"{finding.subject}_id": finding.subject_id},
        **_told(finding),
        policy=policy,
        opened_at=now,
        evaluated_at=now,
    )
