"""The retirement of one product, followed on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from people.models import Person
from portfolio.kernel.charts import stack
from portfolio.kernel.marks import day, stage_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import shown
from products.calculations.way_out import points
from products.models import Dependency, MigrationProgress, Product, RetirementPlan
from products.permissions import edits_product
from products.queries.way_out import ways_out
from products.values import Stage
from products.values.lifecycle import Check, LooseEndKind, WayOut


@dataclass(frozen=True)
class ProgressLine:
    """How far it had come on one day."""

    on: str
    share: str
    moved: int | None
    note: str
    by: str


@dataclass(frozen=True)
class EndLine:
    """Data or a dependent, and how it was dealt with."""

    name: str
    kind: str
    when: str
    how: str
    by: str


@dataclass(frozen=True)
class RetirementPage:
    """Ready values for `products/retirement.html`. `may_edit` is for today's owner."""

    product: Product
    plan: RetirementPlan | None
    stage: SafeString
    checks: Sequence[Check]
    done: int
    bar: SafeString
    told_how: str
    progress: list[ProgressLine]
    ends: list[EndLine]
    open_ends: list[tuple[str, str]]
    record: str
    may_edit: bool


def retirement_page(product: Product, moment: Moment, person: Person) -> RetirementPage:
    """The way out as it stood at the moment; without a plan there is only what it would ask for."""
    on = moment.on
    rows = RetirementPlan.objects.filter(product=product, opened_on__lte=on)
    plan = rows.select_related("successor", "migration").first()
    staged = product.stages.on(on).first()  # type: ignore[attr-defined]
    stage = staged.stage if staged else ""
    way = ways_out([product.pk], on)[product.pk]
    checks, ends = points(way), _ends(product, plan, on)
    done = sum(check.is_done for check in checks)
    return RetirementPage(
        product=product,
        plan=plan,
        stage=stage_mark(stage),
        checks=checks,
        done=done,
        bar=_bar(way),
        told_how=plan.told_how if plan and way.told_on else "",
        progress=_progress(plan, on),
        ends=[line for line, _ in ends],
        open_ends=[(key, line.name) for line, key in ends if key],
        record=plan.decommission_record if plan and way.decommissioned_on else "",
        may_edit=stage != Stage.RETIRED
        and not moment.is_past
        and bool(edits_product(person, product.cluster_id)),
    )


def plan_initial(plan: RetirementPlan | None) -> dict[str, Any]:
    """What the plan's form starts with."""
    if plan is None:
        return {"version": 0}
    names = ("successor", "none_needed", "told_on", "told_how", "users_total", "version")
    planned = plan.migration.planned_end if plan.migration else None
    return {**{name: getattr(plan, name) for name in names}, "migrate_by": planned}


def _bar(way: WayOut) -> SafeString:
    moved = int(way.moved or 0)
    label = f"{moved} % of the users moved"
    return stack([("ok", moved), ("void", 100 - moved)], label=label, size="s")


def _progress(plan: RetirementPlan | None, on: date) -> list[ProgressLine]:
    rows = MigrationProgress.objects.filter(plan=plan, on__lte=on).select_related("noted_by")
    return [
        ProgressLine(
            on=day(row.on),
            share=f"{shown(row.percent, 0)} %",
            moved=row.moved,
            note=row.note,
            by=row.noted_by.name if row.noted_by else "",
        )
        for row in rows.order_by("-on")
    ]


def _ends(product: Product, plan: RetirementPlan | None, on: date) -> list[tuple[EndLine, str]]:
    """Each loose end, with the key of the form where it is still open."""
    known = plan.ends.select_related("dependent", "dealt_by") if plan else []
    found: list[tuple[EndLine, str]] = []
    told = {row.dependent_id for row in known if row.dependent_id}
    for row in known:
        over = row.dealt_on is not None and row.dealt_on <= on
        key = f"data:{row.pk}" if row.dependent is None else f"dependent:{row.dependent.slug}"
        line = EndLine(
            name=row.title if row.dependent is None else row.dependent.name,
            kind=LooseEndKind(row.kind).label,
            when=day(row.dealt_on) if over else "",
            how=row.how if over else "",
            by=row.dealt_by.name if over and row.dealt_by else "",
        )
        found.append((line, "" if over else key))
    others = Dependency.objects.filter(needs=product).exclude(product_id__in=told)
    for tie in others.select_related("product").order_by("product__name"):
        line = EndLine(tie.product.name, LooseEndKind.DEPENDENT.label, "", "", "")
        found.append((line, f"dependent:{tie.product.slug}"))
    return found
