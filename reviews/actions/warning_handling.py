"""What people do with a warning. Resolving it is the data's alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, NotFound, Refused
from portfolio.kernel.marks import day as day_text
from products.queries import policy_on
from reviews.models import PortfolioWarning, WarningEvent
from reviews.queries.warning_history import newest_events, state_of
from reviews.queries.warning_words import event_sentence
from reviews.values.warnings import EventKind, WarningPolicy, WarningState


@transaction.atomic
def acknowledge(by: Person, pk: int, *, note: str, seen: int) -> WarningEvent:
    """Say that somebody knows and sees to it. Raises `Conflict` where something happened since."""
    return _handle(by, pk, seen, EventKind.ACKNOWLEDGED, note=note)


@transaction.atomic
def snooze(by: Person, pk: int, *, until: date, note: str, seen: int) -> WarningEvent:
    """Keep it quiet up to and including `until`. Raises `Refused` for a day that makes no sense."""
    longest = WarningPolicy.from_thresholds(policy_on(today()).thresholds).snooze_days
    latest = today() + timedelta(days=longest)
    if not today() < until <= latest:
        raise Refused(
            f"Choose a day after today and up to {day_text(latest)}, {longest} days ahead.",
            code="snooze_out_of_bounds",
            field="until",
        )
    return _handle(by, pk, seen, EventKind.SNOOZED, note=note, until=until)


@transaction.atomic
def reopen(by: Person, pk: int, *, seen: int) -> WarningEvent:
    """Take an acknowledgement or a snooze back."""

    def is_put_aside(state: WarningState) -> None:
        if state is WarningState.OPEN:
            raise Conflict("It is open already.", code="warning_open")

    return _handle(by, pk, seen, EventKind.REOPENED, check=is_put_aside)


def _handle(
    by: Person,
    pk: int,
    seen: int,
    kind: EventKind,
    *,
    note: str = "",
    until: date | None = None,
    check: Callable[[WarningState], None] | None = None,
) -> WarningEvent:
    """One more event, unless somebody was faster; the same again changes nothing."""
    row = PortfolioWarning.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotFound("There is no such warning.", code="not_found")
    newest = newest_events([pk], today()).get(pk)
    if newest and (newest.by_id, newest.kind, newest.note, newest.until) == (
        by.pk, kind.value, note, until
    ):  # fmt: skip
        return newest
    if (newest.pk if newest else 0) != seen or row.resolved_on is not None:
        _somebody_was_faster(newest, kind, note)
    if check is not None:
        check(state_of(newest, today()))
    return WarningEvent.objects.create(
        warning=row, kind=kind.value, at=timezone.now(), by=by, note=note, until=until,
        severity=row.severity,
    )  # fmt: skip


def _somebody_was_faster(newest: WarningEvent | None, kind: EventKind, note: str) -> None:
    theirs = event_sentence(newest) if newest else "Nothing happened to it."
    raise Conflict(
        "Something happened to this warning since you opened it.",
        code="warning_handled",
        details={"theirs": theirs, "yours": f"{kind.label}. {note}".strip()},
    )
