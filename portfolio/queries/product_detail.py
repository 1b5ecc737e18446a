"""The page of one product: its first screen, in at most fifteen statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from metrics.queries import MetricCard, MetricRow, histories_of
from metrics.queries.cards import card_of, read_policy
from people.models import Person
from portfolio.kernel.charts import stack
from portfolio.kernel.marks import day
from portfolio.kernel.moments import Moment
from portfolio.kernel.passports import Passport
from portfolio.kernel.words import counted
from portfolio.queries.addresses import pattern, score_url
from portfolio.queries.items import ItemLine, OpenWork, item_lines, open_work
from portfolio.queries.passports import score_passport
from portfolio.queries.product_facts import checklist_facts
from portfolio.queries.product_head import ProductHead, product_head
from portfolio.queries.product_metrics import MetricCells, metric_cells, summary_note
from portfolio.queries.product_row import product_row
from portfolio.queries.score_facts import Versions, product_facts, versions_of
from portfolio.queries.warnings import WarningLine, warning_lines
from portfolio.values import PortfolioPolicy, ScoreKind
from products.models import PolicyVersion
from products.permissions import edits_product
from products.values import ChangeKind
from products.values.lifecycle import Check
from reviews.calculations.checklist import checklist
from reviews.permissions import reads_load, reads_packets

TOP = 6


@dataclass(frozen=True)
class ChangeLine:
    """One dated change."""

    title: str
    kind: str
    when: str


@dataclass(frozen=True)
class Neighbour:
    """A product this one needs, or that needs it."""

    name: str
    url: str
    note: str


@dataclass(frozen=True)
class ProductDetailPage:
    """Ready values for `portfolio/product_detail.html`."""

    head: ProductHead
    metrics: list[MetricCells]
    metrics_note: str
    metric_add_url: str
    items: list[ItemLine]
    items_note: str
    backlog_url: str
    checks: Sequence[Check]
    checks_done: int
    checks_bar: SafeString
    users: list[Mapping[str, Any]]
    changes: list[ChangeLine]
    needs: list[Neighbour]
    needed_by: list[Neighbour]
    warnings: list[WarningLine]
    edit: dict[str, str]
    why: str
    goals: list[Neighbour]
    goals_url: str
    impact_url: str


def product_detail_page(slug: str, moment: Moment, person: Person) -> ProductDetailPage:
    """The product at the moment. Raises `NotFound` for one that is not there, or was not yet."""
    row = product_row(slug, moment)
    versions = versions_of(moment)
    version = versions[moment.on]
    measured = histories_of([row["product_id"]], moment.on)[row["product_id"]]
    cards = cards_of(measured, moment, version)
    work = open_work([row["product_id"]], moment, TOP)
    checks = stage_checks(row, cards, work.items, moment.on, version)
    done = sum(check.is_done for check in checks)
    policy = PortfolioPolicy.from_thresholds(version.thresholds)
    scores = score_passports(measured, moment, versions, slug)
    metric_url = pattern("metrics:metric-detail", moment, "metric", product=slug)
    may_add = edits_product(person, row["cluster_id"]) and not moment.is_past
    head = product_head(row, scores, policy, moment, person)
    return ProductDetailPage(
        head=head,
        metrics=[metric_cells(card, metric_url) for card in cards],
        metrics_note=summary_note(cards) if cards else "",
        metric_add_url=pattern("metrics:metric-create")(slug) if may_add else "",
        items=item_lines(work.top, moment),
        items_note=_items_note(work),
        backlog_url=pattern("backlogs:product-backlog", moment)(slug),
        checks=checks,
        checks_done=done,
        checks_bar=stack(
            [("ok", done), ("void", len(checks) - done)],
            label=f"{done} of {len(checks)} done",
            size="s",
        ),
        users=row["users"],
        changes=change_lines(row["changes"], moment),
        needs=_neighbours(row["needs"], moment),
        needed_by=_neighbours(row["needed_by"], moment),
        warnings=_warnings(row, moment, person),
        edit=_edit_urls(slug) if may_add else {},
        why=row["purposes"][0]["why"] if row["purposes"] else "",
        goals=_goals(row, moment),
        goals_url=next(tab.url for tab in head.tabs if tab.label == "Goals"),
        impact_url=pattern("products:impact")(slug),
    )


def _edit_urls(slug: str) -> dict[str, str]:
    """Where the owner edits what surrounds the product."""
    names = {"users": "users", "dependencies": "dependencies", "changes": "change-list"}
    return {part: pattern(f"products:{name}")(slug) for part, name in names.items()}


def cards_of(
    measured: Sequence[MetricRow], moment: Moment, version: PolicyVersion
) -> list[MetricCard]:
    """The metrics tracked at the moment."""
    policy = read_policy(version)
    return [
        card_of(one, moment, policy) for one in measured if one.history.is_tracked_on(moment.on)
    ]


def score_passports(
    measured: Sequence[MetricRow], moment: Moment, versions: Versions, slug: str
) -> tuple[Passport, Passport]:
    """Where health and value come from."""
    facts = product_facts(measured, moment, versions)
    health, value = (
        score_passport(facts[kind], score_url("product", kind, moment)(slug)) for kind in ScoreKind
    )
    return health, value


def change_lines(changes: Sequence[Mapping[str, Any]], moment: Moment) -> list[ChangeLine]:
    """Changes under way at the moment, newest first."""
    lines = []
    for change in changes:
        ended = change["ended_on"] and date.fromisoformat(change["ended_on"])
        if ended and ended <= moment.on:
            continue
        since = f"since {day(date.fromisoformat(change['started_on']), moment.on)}"
        planned = change["planned_end"] and date.fromisoformat(change["planned_end"])
        until = f", planned until {day(planned, moment.on)}" if planned else ""
        kind = ChangeKind(change["kind"]).label
        lines.append(ChangeLine(change["title"], kind, f"{since}{until}"))
    return lines


def stage_checks(
    row: Mapping[str, Any],
    cards: Sequence[MetricCard],
    items: int,
    day: date,
    version: PolicyVersion,
) -> Sequence[Check]:
    """What the product's stage asks for, done or not."""
    if row["stage"] is None:
        return ()
    facts = checklist_facts(row, cards, items, day, version)
    return checklist(facts, read_policy(version))


def _items_note(work: OpenWork) -> str:
    if not work.items:
        return ""
    return f"{counted(work.items, 'open item')}, {work.started} in progress"


def _neighbours(rows: Sequence[Mapping[str, Any]], moment: Moment) -> list[Neighbour]:
    url = pattern("portfolio:product-detail", moment)
    return [Neighbour(row["name"], url(row["slug"]), row["note"]) for row in rows]


def _goals(row: Mapping[str, Any], moment: Moment) -> list[Neighbour]:
    url = pattern("portfolio:goal-detail", moment)
    return [Neighbour(one["name"], url(one["slug"]), "") for one in row["goals"]]


def _warnings(row: Mapping[str, Any], moment: Moment, person: Person) -> list[WarningLine]:
    """About the product, its cluster and its owner: what this person may read of it."""
    sees_cluster = reads_packets(person, row["cluster_id"])
    known = [
        one
        for one in row["warnings"]
        if (sees_cluster if one["person_id"] is None else reads_load(person, one["person_id"]))
    ]
    return warning_lines(known, moment, person)
