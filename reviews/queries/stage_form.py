"""The form that moves a product to another stage: what would change, before it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from metrics.queries.cards import read_policy
from people.queries import organisation
from portfolio.kernel.marks import day, stage_mark, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import joined, spoken
from products.calculations.way_out import open_words
from products.models import PolicyVersion, Product, StagePeriod
from products.queries import policy_on
from products.queries.owners import current_owner
from products.queries.way_out import ways_out
from products.values import Stage, StageChange
from products.values.lifecycle import Check
from reviews.calculations.checklist import checklist
from reviews.calculations.stage_move import StageMove, move
from reviews.packets.chunk import Chunk, PacketProduct
from reviews.packets.lifecycle import QUESTIONS, checklist_facts
from reviews.queries.links import PRODUCT
from reviews.queries.load import carried_on, load_policy_on
from reviews.queries.load_facts import product_facts
from reviews.values import LoadChange


@dataclass(frozen=True)
class StageLine:
    """One stage the product was in, or is planned to be in."""

    mark: SafeString
    since: str
    until: str
    reason: str
    by: str
    is_planned: bool


@dataclass(frozen=True)
class LoadLine:
    """The owner's load before and after."""

    person: str
    before: SafeString
    after: SafeString
    sentence: str


@dataclass(frozen=True)
class WhatChanges:
    """What another stage asks for, and what it does to activity and load."""

    stage: str
    step: str
    question: str
    question_before: str
    checks: Sequence[Check]
    activity: str
    load: LoadLine | None


@dataclass(frozen=True)
class StageFormPage:
    """The stages so far, newest first, and what the chosen one would change."""

    product: Product
    url: str
    back: str
    lines: list[StageLine]
    now: str
    following: str
    unusual: str
    changes: WhatChanges | None
    planned: str
    withdrawal_url: str
    leaves_open: str


def stage_form_page(product: Product, moment: Moment, chosen: str) -> StageFormPage:
    """The history, and what moving to `chosen` would change; the usual next one when empty."""
    rows = product.stages.select_related("changed_by").order_by("-period")  # type: ignore[attr-defined]
    lines, today = list(rows), moment.on
    current = next((row for row in lines if row.since <= today), None)
    planned = next((row for row in lines if row.since > today), None)
    now = Stage(current.stage) if current else None
    steps = {stage: StageChange(now, stage) for stage in Stage if stage is not now}
    usual = [stage for stage, change in steps.items() if not change.is_unusual]
    following = usual[0] if usual else None
    wanted = Stage(chosen) if chosen in Stage.texts() else following
    url = reverse("reviews:stage-form", args=[product.slug])
    return StageFormPage(
        product=product,
        url=url,
        back=f"{PRODUCT.format(product.slug)}?tab=lifecycle",
        lines=[_line(row, today) for row in lines],
        now=now.label if now else "no stage",
        following=wanted.value if wanted else "",
        unusual=_unusual(steps),
        changes=_changes(product, now, wanted, today) if wanted and wanted is not now else None,
        planned=f"{Stage(planned.stage).label} from {spoken(planned.since)}" if planned else "",
        withdrawal_url=reverse("reviews:stage-withdrawal", args=[product.slug]) if planned else "",
        leaves_open=_left(product, today) if wanted is Stage.RETIRED else "",
    )


def _line(row: StagePeriod, today: date) -> StageLine:
    return StageLine(
        mark=stage_mark(row.stage),
        since=day(row.since),
        until=day(row.until) if row.until else "",
        reason=row.reason,
        by=row.changed_by.name if row.changed_by else "",
        is_planned=row.since > today,
    )


def _unusual(steps: dict[Stage, StageChange]) -> str:
    told = [
        f"{stage.label.lower()} would be {change.step.label}"
        for stage, change in steps.items()
        if change.is_unusual
    ]
    return f"Out of the usual order: {joined(told)}." if told else ""


def _left(product: Product, today: date) -> str:
    return open_words(ways_out([product.pk], today)[product.pk])


def _changes(product: Product, now: Stage | None, stage: Stage, today: date) -> WhatChanges:
    version = policy_on(today)
    found = _move(product, stage, today)
    return WhatChanges(
        stage=stage.label,
        step=StageChange(now, stage).step.label,
        question=QUESTIONS[stage],
        question_before=QUESTIONS[now] if now else "",
        checks=_checks(product, stage, today, version),
        activity=_activity_words(found),
        load=_load_line(product, found.load, today),
    )


def _move(product: Product, stage: Stage, today: date) -> StageMove:
    policy = load_policy_on(today)
    facts = product_facts([(product.pk, today)], policy)[product.pk, today]
    owner = current_owner(product.cluster, today)
    holdings = carried_on(today, [owner.pk])[owner.pk].holdings if owner else None
    return move(facts, stage, today, policy, holdings)


def _activity_words(found: StageMove) -> str:
    """Whether it becomes or ceases to be active, and why."""
    if not found.after.counts:
        return "It no longer counts in anybody's load."
    why = joined([reason.brief for reason in found.after.reasons])
    word = "active" if found.after.is_active else "stable"
    reason = f": {why}" if why else ""
    if found.before.is_active == found.after.is_active:
        return f"It stays {word}{reason}."
    return f"It becomes {word}{reason}."


def _load_line(product: Product, change: LoadChange | None, today: date) -> LoadLine | None:
    owner = current_owner(product.cluster, today)
    if owner is None or change is None:
        return None
    return LoadLine(
        person=owner.name,
        before=status_mark(change.before.level.value),
        after=status_mark(change.after.level.value),
        sentence=change.after.sentence,
    )


def _checks(product: Product, stage: Stage, today: date, version: PolicyVersion) -> Sequence[Check]:
    """What the stage would ask for, and what of it is there already."""
    staged = PacketProduct(
        id=product.pk,
        slug=product.slug,
        name=product.name,
        kind=product.kind,
        summary=product.summary,
        users=product.daily_users,
        business_domain=product.business_domain,
        stage=stage,
        stage_since=today,
        stage_reason="",
    )
    cluster = product.cluster
    chunk = Chunk(
        Quarter.of(today, organisation().first_month),
        version,
        {cluster.pk: cluster},
        {cluster.pk: [staged]},
        on=today,
    )
    return checklist(checklist_facts(chunk)[product.pk], read_policy(version))
