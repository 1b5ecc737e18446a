"""A retirement is planned and followed to its end."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db import transaction

from people.models import Person
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from products.models import Change, Dependency, LooseEnd, MigrationProgress, Product, RetirementPlan
from products.permissions import require_living
from products.queries.way_out import WAYS_OUT
from products.values import ChangeKind, Stage
from products.values.lifecycle import LooseEndKind

WHOLE = Decimal(100)


@transaction.atomic
def keep_plan(
    by: Person | None,
    product: Product,
    version: int,
    *,
    migrate_by: date | None = None,
    on: date | None = None,
    **fields: Any,
) -> RetirementPlan:
    """Write the plan, or write it anew; `version` is that of the plan read before, 0 for none.

    `fields` are `successor`, `none_needed`, `told_on`, `told_how` and `users_total`. The migration
    is a change of its own, so the product counts as active while it lasts (DOMAIN 3). Raises
    `Conflict` when somebody saved meanwhile, `Refused` for an answer that contradicts itself.
    """
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    require_living(locked)
    plan = RetirementPlan.objects.filter(product=locked).select_related("migration").first()
    if (plan.version if plan else 0) != version:
        raise Conflict("Somebody changed this plan meanwhile.", code="stale_version")
    _check(locked, fields)
    plan = plan or RetirementPlan(product=locked, opened_on=on or today(), version=0)
    for name, value in fields.items():
        setattr(plan, name, value)
    if migrate_by is not None or plan.migration is not None:
        plan.migration = _migration(locked, plan, migrate_by)
    plan.version += 1
    plan.save()
    return plan


def _check(product: Product, fields: dict[str, Any]) -> None:
    successor = fields.get("successor")
    if successor is None:
        return
    if fields.get("none_needed"):
        raise Refused(
            "Name a successor, or say why none is needed; not both.",
            code="two_ways_on",
            field="none_needed",
        )
    if successor.pk == product.pk:
        raise Refused("A product does not follow itself.", code="own_successor", field="successor")
    if successor.stages.on(today()).filter(stage=Stage.RETIRED).exists():
        raise Refused(
            f"{successor.name} is retired itself.", code="successor_retired", field="successor"
        )


def _migration(product: Product, plan: RetirementPlan, migrate_by: date | None) -> Change:
    """The change that moves the users: the plan's own, one under way already, or a new one."""
    ways = Change.objects.under_way(today()).filter(product=product, kind__in=WAYS_OUT)
    found = plan.migration or ways.filter(plan=None).first()
    change = found or Change(
        product=product,
        kind=ChangeKind.MIGRATION,
        title=f"Moving the users of {product.name}"[:200],
        started_on=plan.opened_on,
    )
    if migrate_by is not None and migrate_by < change.started_on:
        raise Refused(
            f"The migration began on {change.started_on:%-d %b %Y}; it cannot end before.",
            code="before_start",
            field="migrate_by",
        )
    change.planned_end = migrate_by
    change.version += bool(change.pk)
    change.save()
    return change


@transaction.atomic
def note_progress(
    by: Person | None,
    product: Product,
    on: date,
    *,
    moved: int | None = None,
    percent: Decimal | None = None,
    note: str = "",
) -> MigrationProgress:
    """Say how many users had moved by the end of `on`; the same day again corrects it.

    A count becomes a share of the plan's users, rounded down: 100 % means nobody is left. With
    everybody moved the migration is finished, with fewer it is under way again.
    """
    plan = _plan(product)
    row, _ = MigrationProgress.objects.update_or_create(
        plan=plan,
        on=on,
        defaults={
            "moved": moved,
            "percent": _share(plan, moved, percent),
            "note": note,
            "noted_by": by,
        },
    )
    _follow(plan)
    return row


def _share(plan: RetirementPlan, moved: int | None, percent: Decimal | None) -> Decimal:
    if moved is None:
        if percent is None:
            raise Refused("Say how many or which share.", code="nothing_said", field="percent")
        return percent
    if not plan.users_total:
        raise Refused(
            "Say first in the plan how many users there are.", code="no_total", field="moved"
        )
    if moved > plan.users_total:
        raise Refused(
            f"There are {plan.users_total} users; more cannot move.", code="too_many", field="moved"
        )
    share = WHOLE * moved / plan.users_total
    return share.quantize(Decimal("0.01"), rounding=ROUND_DOWN)


def _follow(plan: RetirementPlan) -> None:
    """The migration ends on the newest day counted when everybody had moved by then."""
    newest, change = plan.progress.order_by("-on").first(), plan.migration
    if newest is None or change is None:
        return
    change.ended_on = newest.on if newest.percent >= WHOLE else None
    change.started_on = min(change.started_on, newest.on)
    change.version += 1
    change.save(update_fields=["ended_on", "started_on", "version"])


@transaction.atomic
def name_data(by: Person | None, product: Product, title: str) -> LooseEnd:
    """Write down data that has to go somewhere; a repeat changes nothing."""
    row, _ = LooseEnd.objects.get_or_create(
        plan=_plan(product), kind=LooseEndKind.DATA, dependent=None, title=" ".join(title.split())
    )
    return row


@transaction.atomic
def settle(by: Person | None, product: Product, end: str, on: date, how: str) -> LooseEnd:
    """Say how data (`data:<key>`) or a dependent (`dependent:<slug>`) was dealt with, and when."""
    plan = _plan(product)
    if not how.strip():
        raise Refused("Say how it was dealt with.", code="no_how", field="how")
    row = _end(plan, *end.partition(":")[::2])
    row.dealt_on, row.how, row.dealt_by = on, how.strip(), by
    row.save()
    return row


def _end(plan: RetirementPlan, kind: str, name: str) -> LooseEnd:
    gone = Refused("This is not open any more.", code="not_open", field="end")
    if kind == LooseEndKind.DATA:
        found = plan.ends.filter(kind=kind, pk=int(name) if name.isdigit() else 0).first()
        if found is None:
            raise gone
        return found
    needs = Dependency.objects.filter(needs=plan.product_id, product__slug=name)
    tie = needs.select_related("product").first()
    if tie is None:
        raise gone
    return LooseEnd.objects.filter(plan=plan, dependent=tie.product).first() or LooseEnd(
        plan=plan, kind=LooseEndKind.DEPENDENT, dependent=tie.product, title=tie.product.name
    )


@transaction.atomic
def decommission(by: Person | None, product: Product, on: date, record: str) -> RetirementPlan:
    """Write the record of what was switched off; writing it again rewords it."""
    plan = _plan(product)
    if not record.strip():
        raise Refused("The record needs words.", code="no_record", field="record")
    plan.decommissioned_on, plan.decommission_record = on, record.strip()
    plan.version += 1
    plan.save(update_fields=["decommissioned_on", "decommission_record", "version"])
    return plan


def _plan(product: Product) -> RetirementPlan:
    """The product's plan, locked. Raises `Refused` for a retired product or one without a plan."""
    locked = Product.objects.select_for_update(no_key=True).get(pk=product.pk)
    require_living(locked)
    rows = RetirementPlan.objects.select_for_update(no_key=True, of=("self",))
    plan = rows.select_related("migration").filter(product=locked).first()
    if plan is None:
        raise Refused("Write the plan first.", code="no_plan")
    return plan
