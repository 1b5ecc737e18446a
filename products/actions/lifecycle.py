"""Stages, changes and activity overrides of a product."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Refused
from products.actions.periods import succeed
from products.calculations.way_out import open_words
from products.models import ActivityOverride, Change, Product, StagePeriod
from products.queries.way_out import ways_out
from products.values import Stage


@transaction.atomic
def change_stage(
    by: Person | None, product: Product, stage: str, on: date, reason: str
) -> StagePeriod:
    """Move the product to `stage` from `on`, with a reason; the present stage changes nothing."""
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    rows = StagePeriod.objects.filter(product=locked)
    current = rows.open().first()
    if current is not None and current.stage == stage and current.since <= on:
        return current
    if not reason.strip():
        raise Refused("Every change of stage needs a reason.", code="no_reason", field="reason")
    if current is not None and current.stage == Stage.RETIRED:
        raise Refused(
            f"{locked.name} is retired and read-only.", code="product_retired", field="stage"
        )
    return succeed(rows, on, product=locked, stage=stage, reason=reason, changed_by=by)


@transaction.atomic
def move_stage(
    by: Person, product: Product, stage: str, on: date, reason: str, despite: str = ""
) -> StagePeriod:
    """Move the product knowingly, today, some days back, or as a plan for a day to come.

    Retiring with open points of its way out needs `despite`: why it is switched off all the same;
    the history keeps both. Raises `Refused` while another move is planned.
    """
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    ahead = _planned(locked)
    if ahead is not None and (ahead.stage, ahead.since) != (stage, on):
        raise Refused(
            f"{Stage(ahead.stage).label} from {ahead.since:%-d %b %Y} is planned already. "
            "Withdraw that plan first.",
            code="move_planned",
            field="on",
        )
    if stage == Stage.RETIRED and ahead is None:
        reason = _switched_off(locked, on, reason, despite)
    return change_stage(by, locked, stage, on, reason)


@transaction.atomic
def withdraw_move(by: Person, product: Product) -> bool:
    """Take back a planned move: the stage before it lasts on. False when none is planned."""
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    ahead = _planned(locked)
    if ahead is None:
        return False
    rows = StagePeriod.objects.filter(product=locked)
    before = rows.filter(period__endswith=ahead.since).first()
    ahead.delete()
    if before is not None:
        before.period = DateRange(before.since, None, "[)")
        before.save(update_fields=["period"])
    return True


def _planned(product: Product) -> StagePeriod | None:
    rows = StagePeriod.objects.filter(product=product, period__startswith__gt=today())
    return rows.order_by("-period").first()


def _switched_off(product: Product, on: date, reason: str, despite: str) -> str:
    """The reason with what was still open, which must have been answered for."""
    left = open_words(ways_out([product.pk], min(on, today()))[product.pk])
    if not left:
        return reason
    if not despite.strip():
        raise Refused(
            f"Still open: {left}. Deal with it first, or say why it is switched off all the same.",
            code="open_points",
            field="despite",
        )
    return f"{reason.strip()} Still open then: {left}. Switched off all the same: {despite.strip()}"


@transaction.atomic
def start_change(
    by: Person | None,
    product: Product,
    *,
    kind: str,
    title: str,
    started_on: date,
    planned_end: date | None = None,
    note: str = "",
) -> Change:
    """Record that a migration, replatforming, upgrade or decommissioning is under way."""
    return Change.objects.create(
        product=product,
        kind=kind,
        title=title,
        started_on=started_on,
        planned_end=planned_end,
        note=note,
    )


@transaction.atomic
def finish_change(by: Person | None, change: Change, on: date) -> Change:
    """Record the day on which the change was finished; a second call changes nothing."""
    locked = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    if locked.ended_on is not None:
        return locked
    if on < locked.started_on:
        raise Refused(
            f"It began on {locked.started_on:%-d %b %Y}; it cannot end before.",
            code="before_start",
            field="on",
        )
    locked.ended_on = on
    locked.version += 1
    locked.save(update_fields=["ended_on", "version"])
    return locked


@transaction.atomic
def override_activity(
    by: Person, product: Product, treat_as: str, on: date, until: date, reason: str
) -> ActivityOverride:
    """Treat the product as active or stable from `on` up to, not including, `until`."""
    if not reason.strip():
        raise Refused("An override needs a reason.", code="no_reason", field="reason")
    if until <= on:
        raise Refused("The end date must lie after the start.", code="ends_early", field="until")
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    running = locked.overrides.on(on).first()
    if running is not None and running.since < on:
        running.period = DateRange(running.since, on, "[)")
        running.save(update_fields=["period"])
    elif running is not None:
        running.delete()
    if locked.overrides.filter(period__overlap=DateRange(on, until, "[)")).exists():
        raise Refused(
            "Another override is already agreed for part of that time.",
            code="override_overlaps",
            field="until",
        )
    return ActivityOverride.objects.create(
        product=locked,
        treat_as=treat_as,
        period=DateRange(on, until, "[)"),
        reason=reason,
        decided_by=by,
    )
