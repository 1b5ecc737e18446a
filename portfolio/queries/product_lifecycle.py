"""The lifecycle of one product: its stages as a line, what this one asks for, the way ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from metrics.queries import histories_of
from people.models import Person
from people.permissions import is_leadership
from people.queries import today
from portfolio.kernel.marks import day, stage_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.words import counted, spoken
from portfolio.queries.addresses import pattern
from portfolio.queries.items import open_work
from portfolio.queries.product_detail import cards_of, score_passports, stage_checks
from portfolio.queries.product_head import ProductHead, product_head
from portfolio.queries.product_row import product_row
from portfolio.queries.score_facts import versions_of
from portfolio.values import PortfolioPolicy
from products.calculations.stages import months_after, outstay, question
from products.models import StagePeriod
from products.permissions import edits_product
from products.queries.investment import AnswerLine, answers_of
from products.values import Stage
from products.values.lifecycle import LifecyclePolicy
from reviews.packets.lifecycle import QUESTIONS

DOES: Mapping[str, str] = {
    "users": "products:users",
    "backlog": "backlogs:product-backlog",
    "metrics": "metrics:metric-create",
    "baselines": "metrics:measurement-grid",
    "adoption": "metrics:metric-create",
    "cost": "metrics:metric-create",
    "healthy": "metrics:measurement-grid",
    "roadmap": "backlogs:product-roadmap",
    "objective": "metrics:product-objective-create",
    "question": "products:investment",
    **dict.fromkeys(
        ("way-on", "told", "way-out-dated", "way-out-done", "data", "dependents", "record"),
        "products:retirement",
    ),
}


@dataclass(frozen=True)
class StagePart:
    """One stage of the line; `state` is past, now or planned."""

    mark: SafeString
    when: str
    lasted: str
    reason: str
    by: str
    state: str


@dataclass(frozen=True)
class CheckLine:
    """A point of the checklist with the address that does it, where this person may."""

    words: str
    note: str
    is_done: bool
    url: str


@dataclass(frozen=True)
class ProductLifecyclePage:
    """Ready values for `portfolio/product_lifecycle.html`; addresses are empty where not open."""

    head: ProductHead
    parts: list[StagePart]
    asked: str
    outstayed: str
    checks: list[CheckLine]
    checks_done: int
    asks_yearly: bool
    question_words: str
    question_url: str
    answers: list[AnswerLine]
    stage_url: str
    retirement_url: str
    withdrawal_url: str


def product_lifecycle_page(slug: str, moment: Moment, person: Person) -> ProductLifecyclePage:
    """The product at the moment. Raises `NotFound` for one that is not there, or was not yet."""
    row = product_row(slug, moment)
    versions = versions_of(moment)
    version = versions[moment.on]
    measured = histories_of([row["product_id"]], moment.on)[row["product_id"]]
    scores = score_passports(measured, moment, versions, slug)
    work = open_work([row["product_id"]], moment, 1)
    checks = stage_checks(row, cards_of(measured, moment, version), work.items, moment.on, version)
    policy = LifecyclePolicy.from_thresholds(version.thresholds)
    edits = _may_edit(row, moment, person)
    planned = [] if moment.is_past else _planned(row["product_id"])
    answers = answers_of(row["product_id"], moment.on)
    stage = Stage(row["stage"]) if row["stage"] else None
    return ProductLifecyclePage(
        head=product_head(
            row, scores, PortfolioPolicy.from_thresholds(version.thresholds), moment, person,
            "lifecycle",
        ),
        parts=[*planned, *(_part(one, moment) for one in row["stages"])],
        asked=QUESTIONS[stage] if stage else "",
        outstayed=_outstayed(row, stage, moment, policy),
        checks=[
            CheckLine(check.words, check.note, check.is_done, _does(check.code, row, edits, person))
            for check in checks
        ],
        checks_done=sum(check.is_done for check in checks),
        asks_yearly=stage is Stage.MATURITY,
        question_words=_question_words(row, stage, answers, moment, policy),
        question_url=pattern("products:investment")(slug) if edits else "",
        answers=answers,
        stage_url=pattern("reviews:stage-form")(slug) if edits else "",
        retirement_url=_retirement_url(row, stage, moment),
        withdrawal_url=pattern("reviews:stage-withdrawal")(slug) if edits and planned else "",
    )  # fmt: skip


def _may_edit(row: Mapping[str, Any], moment: Moment, person: Person) -> bool:
    if moment.is_past or row["stage"] == Stage.RETIRED:
        return False
    return bool(edits_product(person, row["cluster_id"]))


def _does(code: str, row: Mapping[str, Any], edits: bool, person: Person) -> str:
    """Where a point is dealt with, for those to whom that address is open."""
    if code == "owner":
        return (
            pattern("reviews:ownership-form")(row["cluster__slug"]) if is_leadership(person) else ""
        )
    return pattern(DOES[code])(row["product__slug"]) if edits and code in DOES else ""


def _retirement_url(row: Mapping[str, Any], stage: Stage | None, moment: Moment) -> str:
    """The way out: shown from maturity on, and for whatever is retired."""
    late = (Stage.MATURITY, Stage.RETIREMENT, Stage.RETIRED)
    return pattern("products:retirement", moment)(row["product__slug"]) if stage in late else ""


def _outstayed(
    row: Mapping[str, Any], stage: Stage | None, moment: Moment, policy: LifecyclePolicy
) -> str:
    months = policy.months_in(stage) if stage else None
    if stage is None or months is None:
        return ""
    since = row["stage_period"].lower
    if outstay(stage, since, moment.on, policy) is None:
        return f"It may stay in {stage.label.lower()} until {spoken(months_after(since, months))}."
    return (
        f"Longer in {stage.label.lower()} than the {counted(months, 'month')} of the policy, "
        f"since {spoken(months_after(since, months))}."
    )


def _question_words(
    row: Mapping[str, Any],
    stage: Stage | None,
    answers: Sequence[AnswerLine],
    moment: Moment,
    policy: LifecyclePolicy,
) -> str:
    if stage is not Stage.MATURITY:
        return ""
    answered = answers[0].day if answers else None
    found = question(row["stage_period"].lower, answered, moment.on, policy)
    word = "Due since" if found.is_due else "Asked again on"
    return f"{word} {spoken(found.due_on)}"


def _planned(product_id: int) -> list[StagePart]:
    rows = StagePeriod.objects.filter(product_id=product_id, period__startswith__gt=today())
    return [
        StagePart(
            mark=stage_mark(row.stage),
            when=f"from {day(row.since)}",
            lasted="",
            reason=row.reason,
            by=row.changed_by.name if row.changed_by else "",
            state="planned",
        )
        for row in rows.select_related("changed_by").order_by("-period")
    ]


def _part(one: Mapping[str, Any], moment: Moment) -> StagePart:
    since = date.fromisoformat(one["since"])
    until = date.fromisoformat(one["until"]) if one["until"] else None
    over = until is not None and until <= moment.on
    end = until if until is not None and over else moment.on
    return StagePart(
        mark=stage_mark(one["stage"]),
        when=f"{day(since)} to {day(until)}" if over else f"since {day(since)}",
        lasted=counted((end - since).days, "day"),
        reason=one["reason"],
        by=one["by"] or "",
        state="past" if over else "now",
    )
