"""Warnings open, change and resolve themselves: the data says so, nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from products.models import PolicyVersion
from products.queries import policy_on
from reviews.calculations.standing import seen_again
from reviews.models import PortfolioWarning, WarningEvent
from reviews.models.warning import Severity
from reviews.queries.warning_history import happened, newest_events
from reviews.queries.warning_reach import Reach
from reviews.rules.finding import Finding, Scope, Subject
from reviews.rules.registry import find_all
from reviews.values.warnings import EventKind

LOCK = 0x5741_524E  # one evaluation at a time
TOLD = ("severity", "sentence", "evidence", "since", "consecutive_quarters", "clears")
STEP = ("step_label", "step_url", "step_for")
GRAVEST_FIRST = (Severity.RISK.value, Severity.WATCH.value)

Key = tuple[str, str, int]


@dataclass(frozen=True)
class Evaluated:
    """How many warnings opened, went on and resolved."""

    opened: int
    open_before: int
    resolved: int


@transaction.atomic
def evaluate_and_store(day: date, reach: Reach | None = None) -> Evaluated:
    """Bring the warnings in line with the data as of `day`; run twice it changes nothing more.

    Limited to a `reach`, other warnings stay as they are. A second evaluation waits for the first,
    so there is never a second open row for a rule and subject; the unique key would refuse it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    policy, now = policy_on(day), timezone.now()
    findings = _findings(day, policy, reach)
    known = {_key(row): row for row in _open(reach)}
    gone = [row for key, row in known.items() if key not in findings]
    kept = [row for key, row in known.items() if key in findings]
    again = _update(kept, findings, policy, now, day)
    PortfolioWarning.objects.filter(pk__in=[row.pk for row in gone]).update(
        resolved_on=day, evaluated_at=now
    )
    fresh = PortfolioWarning.objects.bulk_create(
        [_row(finding, policy, now) for key, finding in findings.items() if key not in known]
    )
    opened = [(row, EventKind.OPENED) for row in fresh]
    _note([*opened, *again, *((row, EventKind.RESOLVED) for row in gone)], now)
    return Evaluated(len(fresh), len(kept), len(gone))


def _findings(day: date, policy: PolicyVersion, reach: Reach | None) -> dict[Key, Finding]:
    if reach is None:
        return {finding.key: finding for finding in find_all(Scope(day, policy))}
    scope = Scope(day, policy, reach.cluster_ids, reach.person_ids)
    return {one.key: one for one in find_all(scope) if _is_within(one, reach)}


def _is_within(finding: Finding, reach: Reach) -> bool:
    """A rule may look further than it was asked to; what it finds there is not for now."""
    if finding.subject is Subject.PERSON:
        return finding.subject_id in reach.person_ids
    if finding.subject is Subject.CLUSTER:
        return finding.subject_id in reach.cluster_ids
    return bool(finding.cluster_ids & reach.cluster_ids)


def _open(reach: Reach | None) -> Sequence[PortfolioWarning]:
    rows = PortfolioWarning.objects.open()
    if reach is not None:
        rows = rows.filter(
            Q(person_id__in=reach.person_ids)
            | Q(cluster_id__in=reach.cluster_ids)
            | Q(product__cluster_id__in=reach.cluster_ids)
        )
    return list(rows)


def _key(row: PortfolioWarning) -> Key:
    if row.person_id:
        return row.rule, Subject.PERSON.value, row.person_id
    if row.cluster_id:
        return row.rule, Subject.CLUSTER.value, row.cluster_id
    return row.rule, Subject.PRODUCT.value, row.product_id or 0


def _update(
    rows: Sequence[PortfolioWarning],
    findings: dict[Key, Finding],
    policy: PolicyVersion,
    now: datetime,
    day: date,
) -> list[tuple[PortfolioWarning, EventKind]]:
    """Tell the known warnings anew; what that adds to their history."""
    newest = newest_events([row.pk for row in rows], timezone.localdate(now))
    again = []
    for row in rows:
        finding, before = findings[_key(row)], row.severity
        for name, value in _told(finding).items():
            setattr(row, name, value)
        row.policy, row.evaluated_at = policy, now
        last = happened(newest.get(row.pk))
        kind = seen_again(last, before, finding.severity.value, GRAVEST_FIRST, day)
        if kind is not None:
            again.append((row, kind))
    fields = [*TOLD, *STEP, "policy", "evaluated_at"]
    PortfolioWarning.objects.bulk_update(rows, fields, batch_size=500)
    return again


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


def _note(events: Sequence[tuple[PortfolioWarning, EventKind]], now: datetime) -> None:
    WarningEvent.objects.bulk_create(
        [
            WarningEvent(warning=row, kind=kind.value, at=now, severity=row.severity)
            for row, kind in events
        ]
    )
