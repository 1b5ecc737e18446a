"""Key results are written, reworded, given up, and checked in on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from metrics.actions.objectives import lock_open, once, quarter_of, require_standing
from metrics.models import CheckIn, KeyResult, Metric, Objective
from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused

FIXED = ("metric", "unit", "start", "target")
"""What check-ins were given for; it stays once there are any."""
EDITABLE = (*FIXED, "title", "confidence")
HALF = Decimal("0.5")


@transaction.atomic
def add_key_result(
    by: Person | None,
    objective: Objective,
    *,
    title: str,
    start: Decimal,
    target: Decimal,
    metric: Metric | None = None,
    unit: str = "",
    confidence: Decimal = HALF,
    written_on: date | None = None,
) -> KeyResult:
    """A number that tells whether the objective is reached, fed by a metric or by check-ins."""
    locked = lock_open(objective)
    _check_way(start, target)
    position = locked.key_results.count()
    return once(
        lambda: KeyResult.objects.create(
            objective=locked,
            title=title,
            metric=metric,
            unit="" if metric else unit,
            start=start,
            target=target,
            confidence=confidence,
            position=position,
            written_on=written_on or today(),
        ),
        f"This objective has a key result “{title}” already.",
    )


@transaction.atomic
def edit_key_result(by: Person, result: KeyResult, version: int, **fields: Any) -> KeyResult:
    """Change it; raises `Conflict` when somebody saved since `version` was read."""
    lock_open(result.objective)
    locked = KeyResult.objects.select_for_update(no_key=True).get(pk=result.pk)
    require_kept(locked)
    if locked.version != version:
        raise Conflict("Somebody changed this key result meanwhile.", code="stale_version")
    values = {name: fields[name] for name in EDITABLE if name in fields}
    if values.get("metric"):
        values["unit"] = ""
    _keep_fixed(locked, values)
    for name, value in values.items():
        setattr(locked, name, value)
    _check_way(locked.start, locked.target)
    locked.version += 1
    once(locked.save, f"This objective has a key result “{locked.title}” already.")
    return locked


@transaction.atomic
def drop_key_result(by: Person, result: KeyResult, reason: str) -> KeyResult:
    """Give it up from today, with a reason; it no longer counts. Harmless when repeated."""
    locked = KeyResult.objects.select_for_update(no_key=True).get(pk=result.pk)
    if locked.dropped_on is not None:
        return locked
    lock_open(locked.objective)
    locked.dropped_on, locked.drop_reason = today(), reason
    locked.version += 1
    locked.save(update_fields=["dropped_on", "drop_reason", "version"])
    return locked


@transaction.atomic
def check_in(
    by: Person | None,
    result: KeyResult,
    on: date,
    *,
    confidence: Decimal,
    value: Decimal | None = None,
    sentence: str = "",
    reason: str = "",
) -> CheckIn:
    """Say how the key result stands on a day of its quarter; late is possible, ahead is not.

    A second one for a day corrects the first and needs a reason; the same once more changes
    nothing. A key result that a metric feeds takes no value.
    """
    locked = KeyResult.objects.select_for_update(no_key=True).get(pk=result.pk)
    require_kept(locked)
    require_standing(locked.objective)
    _check_day(locked, on)
    _check_value(locked, value)
    said = {"value": value, "confidence": confidence, "sentence": sentence}
    former = locked.check_ins.filter(on=on, superseded_at__isnull=True).first()
    if former is not None:
        if all(getattr(former, name) == known for name, known in said.items()):
            return former
        _give_way(former, reason)
    return CheckIn.objects.create(
        key_result=locked, on=on, said_by=by, said_at=timezone.now(), **said
    )


def require_kept(result: KeyResult) -> None:
    """Raise `Refused` for a key result that was given up."""
    if result.dropped_on is not None:
        raise Refused(f"“{result.title}” was given up.", code="key_result_dropped")


def _give_way(former: CheckIn, reason: str) -> None:
    if not reason.strip():
        raise Refused(
            f"There is a check-in for {former.on:%-d %b %Y} already. Say why this one replaces it.",
            code="reason_needed",
            field="reason",
        )
    former.superseded_at, former.correction_reason = timezone.now(), reason.strip()
    former.save(update_fields=["superseded_at", "correction_reason"])


def _check_way(start: Decimal, target: Decimal) -> None:
    if start == target:
        raise Refused(
            "The target is where it starts: there is no way to go.",
            code="no_way_to_go",
            field="target",
        )


def _check_day(result: KeyResult, on: date) -> None:
    quarter = quarter_of(result.objective)
    if not quarter.contains(on) or on > today():
        raise Refused(
            f"The objective is for {quarter.label}. Choose a day from {quarter.start:%-d %b %Y} "
            f"to {min(quarter.last_day, today()):%-d %b %Y}.",
            code="outside_quarter",
            field="on",
        )


def _check_value(result: KeyResult, value: Decimal | None) -> None:
    if result.metric_id is None and value is None:
        raise Refused("Say the value.", code="value_needed", field="value")
    if result.metric_id is not None and value is not None:
        raise Refused("Its metric gives the value.", code="metric_speaks", field="value")


def _keep_fixed(result: KeyResult, values: dict[str, Any]) -> None:
    """A check-in says something about one way to go; another way is another key result."""
    changed = [name for name in FIXED if name in values and values[name] != getattr(result, name)]
    if changed and result.check_ins.exists():
        raise Refused(
            "There are check-ins for this way from start to target. Give this key result up and "
            "add the changed one.",
            code="way_is_fixed",
            field=changed[0],
        )
