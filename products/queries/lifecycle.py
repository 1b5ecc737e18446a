"""The pages that change a product's stage or activity."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from portfolio.kernel.marks import day, stage_mark
from portfolio.kernel.words import joined
from products.models import Product
from products.values import Stage, StageChange, TreatAs


@dataclass(frozen=True)
class StageLine:
    """One stage the product was in."""

    mark: SafeString
    since: str
    until: str
    reason: str
    by: str


@dataclass(frozen=True)
class StageFormPage:
    """The stages so far, newest first, and the one that usually follows."""

    product: Product
    lines: list[StageLine]
    now: str
    following: str
    unusual: str


def stage_form_page(product: Product) -> StageFormPage:
    """The history of a product's stages and what each next step would be."""
    periods = list(product.stages.select_related("changed_by").order_by("-period"))
    now = Stage(periods[0].stage) if periods else None
    others = [stage for stage in Stage if stage is not now]
    steps = {stage: StageChange(now, stage) for stage in others}
    usual = [stage for stage, change in steps.items() if not change.is_unusual]
    lines = [
        StageLine(
            mark=stage_mark(row.stage),
            since=day(row.since),
            until=day(row.until) if row.until else "",
            reason=row.reason,
            by=row.changed_by.name if row.changed_by else "",
        )
        for row in periods
    ]
    unusual = [
        f"{stage.label.lower()} would be {change.step.label}"
        for stage, change in steps.items()
        if change.is_unusual
    ]
    return StageFormPage(
        product=product,
        lines=lines,
        now=now.label if now else "no stage",
        following=usual[0].value if usual else "",
        unusual=f"Out of the usual order: {joined(unusual)}." if unusual else "",
    )


@dataclass(frozen=True)
class OverrideLine:
    """One override with its days."""

    treat_as: str
    since: str
    until: str
    reason: str
    by: str


@dataclass(frozen=True)
class OverrideFormPage:
    """The overrides so far, newest first."""

    product: Product
    lines: list[OverrideLine]


def override_form_page(product: Product) -> OverrideFormPage:
    """What leadership decided before about the product's activity."""
    rows = product.overrides.select_related("decided_by").order_by("-period")
    lines = [
        OverrideLine(
            treat_as=TreatAs(row.treat_as).label,
            since=day(row.since),
            until=day(row.until),
            reason=row.reason,
            by=row.decided_by.name if row.decided_by else "",
        )
        for row in rows
    ]
    return OverrideFormPage(product, lines)
