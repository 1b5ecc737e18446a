"""The second screen of a product: how work flows, why it counts as active, its stages so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.safestring import SafeString

from backlogs.calculations.flow import Flow
from backlogs.queries.flow import flow_of_products
from metrics.queries import histories_of
from people.models import Person
from portfolio.kernel.marks import day, stage_mark, tag
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import HUNDRED, shown
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted
from portfolio.queries.addresses import pattern
from portfolio.queries.product_detail import score_passports
from portfolio.queries.product_head import ProductHead, product_head
from portfolio.queries.product_row import product_row
from portfolio.queries.score_facts import versions_of
from portfolio.values import PortfolioPolicy
from reviews.permissions import reads_packets
from reviews.queries.load import holdings_of_clusters

NOTHING: Final = "–"
HOURS_IN_A_DAY: Final = Decimal(24)


@dataclass(frozen=True)
class FlowRow:
    """One figure of the flow: this quarter so far, and the quarter before.

    The addresses open exactly the items counted, where the figure counts items.
    """

    name: str
    definition: str
    now: str
    before: str
    now_url: str = ""
    before_url: str = ""


@dataclass(frozen=True)
class ActivityFacts:
    """Whether the product counts as active, and each reason with its evidence."""

    mark: SafeString
    sentences: list[str]
    override: str


@dataclass(frozen=True)
class StageLine:
    """One stretch of the stage history."""

    mark: SafeString
    when: str
    reason: str


@dataclass(frozen=True)
class ProductActivityPage:
    """Ready values for `portfolio/product_activity.html`; `activity` only for who may see load."""

    head: ProductHead
    quarters: tuple[str, str]
    flow: list[FlowRow]
    flow_url: str
    by_type: str
    by_dimension: str
    activity: ActivityFacts | None
    stages: list[StageLine]


def product_activity_page(slug: str, moment: Moment, person: Person) -> ProductActivityPage:
    """The product at the moment. Raises `NotFound` for one that is not there, or was not yet."""
    row = product_row(slug, moment)
    versions = versions_of(moment)
    policy = PortfolioPolicy.from_thresholds(versions[moment.on].thresholds)
    measured = histories_of([row["product_id"]], moment.on)[row["product_id"]]
    scores = score_passports(measured, moment, versions, slug)
    before = moment.quarter.previous()
    now_flow = _flow(row, moment.quarter, moment)
    return ProductActivityPage(
        head=product_head(row, scores, policy, moment, person, "activity"),
        quarters=(
            moment.quarter.label if moment.is_past else f"{moment.quarter.label} so far",
            before.label,
        ),
        flow=_doors(flow_rows(now_flow, _flow(row, before, moment)), slug, moment),
        flow_url=pattern("backlogs:product-flow", moment)(slug),
        by_type=_mix(now_flow.by_type),
        by_dimension=_mix(now_flow.by_dimension),
        activity=_activity(row, moment) if reads_packets(person, row["cluster_id"]) else None,
        stages=[_stage(one, moment) for one in row["stages"]],
    )


def _flow(row: Mapping[str, Any], quarter: Quarter, moment: Moment) -> Flow:
    on = min(quarter.last_day, moment.on)
    return flow_of_products([row["product_id"]], quarter, on)[row["product_id"]]


def flow_rows(now: Flow, before: Flow) -> list[FlowRow]:
    """The figures of DOMAIN 6, a dash where there is nothing to stand on."""
    wishes = [
        ("Velocity", "items shipped", lambda flow: str(flow.shipped)),
        (
            "Flow time",
            "from first start to shipped: median, and 85 of 100 are quicker than",
            lambda flow: f"{_days(flow.flow_median)}, {_days(flow.flow_p85)}",
        ),
        ("Lead time", "from written down to shipped, median", lambda f: _days(f.lead_median)),
        ("Load", "items in progress at the end", lambda flow: str(flow.load)),
        ("Efficiency", "time in progress ÷ (in progress + waiting)", _efficiency),
    ]
    return [FlowRow(name, words, figure(now), figure(before)) for name, words, figure in wishes]


def _doors(rows: list[FlowRow], slug: str, moment: Moment) -> list[FlowRow]:
    """The rows with velocity opening the items shipped in each of the two quarters."""
    here = pattern("backlogs:product-backlog", moment)(slug)
    shipped = f"{here}{'&' if '?' in here else '?'}shipped="
    now, before = (shipped + one.slug for one in (moment.quarter, moment.quarter.previous()))
    return [
        replace(row, now_url=now, before_url=before) if row.name == "Velocity" else row
        for row in rows
    ]


def _days(hours: Decimal | None) -> str:
    return NOTHING if hours is None else f"{shown(hours / HOURS_IN_A_DAY, 1)} days"


def _efficiency(flow: Flow) -> str:
    return NOTHING if flow.efficiency is None else f"{shown(flow.efficiency * HUNDRED, 0)} %"


def _mix(counts: Mapping[Any, int]) -> str:
    return ", ".join(f"{count} {kind.label.lower()}" for kind, count in counts.items())


def _activity(row: Mapping[str, Any], moment: Moment) -> ActivityFacts | None:
    holding = holdings_of_clusters([row["cluster_id"]], moment.on).get(row["cluster_id"])
    products: Sequence[Any] = holding.products if holding else ()
    found = next((one for one in products if one.product_id == row["product_id"]), None)
    if found is None or not found.counts:
        return None
    word = "Counts as active" if found.is_active else "Counts as stable"
    return ActivityFacts(
        mark=tag(word, "mark" if found.is_active else ""),
        sentences=[reason.sentence for reason in found.reasons],
        override=found.override.brief if found.override else "",
    )


def _stage(one: Mapping[str, Any], moment: Moment) -> StageLine:
    since = date.fromisoformat(one["since"])
    until = date.fromisoformat(one["until"]) if one["until"] else None
    over = until is not None and until <= moment.on
    when = f"{day(since)} to {day(until)}" if over else f"since {day(since)}"
    lasted = counted((min(until or moment.on, moment.on) - since).days, "day")
    why = ", ".join(part for part in (one["reason"], one["by"]) if part)
    return StageLine(stage_mark(one["stage"]), f"{when}, {lasted}", why)
