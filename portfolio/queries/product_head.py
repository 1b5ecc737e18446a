"""What every screen of a product begins with: who answers for it, where it stands, its tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.charts import spark
from portfolio.kernel.marks import day, delta_mark, person_mark, stage_mark, status_mark, tag
from portfolio.kernel.moments import Moment
from portfolio.kernel.passports import Passport
from portfolio.kernel.quarters import Quarter
from portfolio.queries.addresses import at, page, pattern
from portfolio.queries.product_promise import promise_in
from portfolio.queries.promises import PromiseLine, promise_lines
from portfolio.values import Band, PortfolioPolicy
from products.permissions import edits_backlog, edits_product
from products.values import Kind, Stage
from reviews.permissions import reads_load, reads_packets

LEVELS = {"over": ("Over the rule", "watch"), "triage": ("Triage", "risk")}
NO_CHART = mark_safe("")


@dataclass(frozen=True)
class Action:
    """A button of the page's head."""

    label: str
    url: str
    icon: str = ""
    is_primary: bool = False


@dataclass(frozen=True)
class Tab:
    """One tab."""

    label: str
    url: str
    is_current: bool = False
    count: str = ""
    keys: str = ""


@dataclass(frozen=True)
class ScoreFact:
    """A score in the headline: its passport, its mark, its change since last quarter."""

    passport: Passport
    mark: SafeString
    change: SafeString
    chart: SafeString = NO_CHART


@dataclass(frozen=True)
class ProductHead:
    """Ready values for the head of a product's screens."""

    name: str
    key: str
    kind: str
    summary: str
    cluster: str
    cluster_url: str
    is_alone: bool
    products_url: str
    owner: SafeString
    load: SafeString
    stage: SafeString
    stage_note: str
    health: ScoreFact
    value: ScoreFact
    review: str
    review_url: str
    promises: Sequence[PromiseLine]
    actions: Sequence[Action]
    tabs: Sequence[Tab]


def product_head(
    row: Mapping[str, Any],
    scores: tuple[Passport, Passport],
    policy: PortfolioPolicy,
    moment: Moment,
    person: Person,
    tab: str = "",
) -> ProductHead:
    """The head for a row of `product_row`; `scores` are the passports of health and value."""
    before = _scores_before(row, moment)
    health, value = scores
    band = policy.band(row["health"])
    sees_review = reads_packets(person, row["cluster_id"])
    word, url = _review(row, moment) if sees_review else ("", "")
    return ProductHead(
        name=row["product__name"],
        key=row["product__key"],
        kind=Kind(row["product__kind"]).label,
        summary=row["product__summary"],
        cluster=row["cluster__name"],
        cluster_url=pattern("portfolio:cluster-detail", moment)(row["cluster__slug"]),
        is_alone=len(row["siblings"]) == 1,
        products_url=page("portfolio:product-list", moment),
        owner=_owner(row, moment, person),
        load=load_tag(row, person),
        stage=stage_mark(row["stage"] or ""),
        stage_note=_since(row, moment),
        health=ScoreFact(
            health,
            status_mark(band.value) if band is not Band.NO_DATA else NO_CHART,
            delta_mark(row["health"], before.get("health"), places=0),
            _spark(row, moment, policy),
        ),
        value=ScoreFact(value, NO_CHART, delta_mark(row["value"], before.get("value"), places=0)),
        review=word,
        review_url=url,
        promises=promise_lines(row["cluster_id"], moment, person, promise_in(row)),
        actions=_actions(row, moment, person),
        tabs=_tabs(row, moment, tab),
    )


def _owner(row: Mapping[str, Any], moment: Moment, person: Person) -> SafeString:
    sees = row["owner_id"] is not None and reads_load(person, row["owner_id"])
    url = pattern("reviews:owner-detail", moment)(row["owner_slug"]) if sees else ""
    return person_mark(row["owner_name"] or "", url)


def load_tag(row: Mapping[str, Any], person: Person) -> SafeString:
    """A label beside an owner beyond the ceiling, for those who may know."""
    if row["owner_id"] is None or not reads_load(person, row["owner_id"]):
        return NO_CHART
    for warning in row["warnings"]:
        if warning["person_id"] == row["owner_id"] and warning["level"] in LEVELS:
            return tag(*LEVELS[warning["level"]])
    return NO_CHART


def _since(row: Mapping[str, Any], moment: Moment) -> str:
    period = row["stage_period"]
    return f"since {day(period.lower, moment.on)}" if period else ""


def _scores_before(row: Mapping[str, Any], moment: Moment) -> dict[str, Decimal]:
    start = moment.quarter.previous().start.isoformat()
    found: dict[str, Any] = next((one for one in row["scores"] if one["start"] == start), {})
    return {
        name: Decimal(str(found[name]))
        for name in ("health", "value")
        if found.get(name) is not None
    }


def _spark(row: Mapping[str, Any], moment: Moment, policy: PortfolioPolicy) -> SafeString:
    known = {one["start"]: one["health"] for one in row["scores"]}
    values = [known.get(quarter.start.isoformat()) for quarter in moment.quarter.trailing(8)]
    status = policy.band(row["health"]).value
    return spark(values, target=policy.health_good, status=status, width=72, height=22)


def _review(row: Mapping[str, Any], moment: Moment) -> tuple[str, str]:
    """The newest packet of the cluster."""
    if not row["packets"]:
        return "No packet yet", ""
    newest = row["packets"][0]
    start = date.fromisoformat(newest["quarter_start"])
    quarter = Quarter.of(start, moment.quarter.first_month)
    url = pattern("reviews:packet-detail", quarter=quarter.slug)(row["cluster__slug"])
    return f"Packet {quarter.label}", url


def _actions(row: Mapping[str, Any], moment: Moment, person: Person) -> list[Action]:
    """What this person may do here; absent rather than disabled, and nothing in the past."""
    if moment.is_past or row["stage"] == Stage.RETIRED:
        return []
    slug, cluster_id = row["product__slug"], row["cluster_id"]
    wishes = []
    if edits_product(person, cluster_id):
        wishes += [
            Action("Edit", pattern("products:product-edit")(slug)),
            Action("Change stage", pattern("reviews:stage-form")(slug)),
            Action("Deputies", pattern("products:deputies")(row["cluster__slug"])),
        ]
    if is_leadership(person):
        cluster_slug = row["cluster__slug"]
        wishes += [
            Action("Override activity", pattern("products:override-form")(slug)),
            Action("Strategic weight", pattern("products:strategic-mark")(slug)),
            Action("Propose an owner", pattern("reviews:ownership-form")(cluster_slug)),
        ]
    if edits_backlog(person, cluster_id):
        wishes.append(Action("Owner hours", pattern("products:owner-hours")(slug)))
        record = pattern("metrics:measurement-grid")(slug)
        wishes.append(Action("Record measurements", record, is_primary=True))
    return [wish for wish in wishes if wish.url]


def _tabs(row: Mapping[str, Any], moment: Moment, current: str) -> list[Tab]:
    slug = row["product__slug"]
    here = pattern("portfolio:product-detail", moment)(slug)
    sign = "&" if at(moment) else "?"
    tabs = [
        Tab("Overview", here, current == ""),
        Tab("Activity", f"{here}{sign}tab=activity", current == "activity"),
        Tab("Goals", f"{here}{sign}tab=goals", current == "goals"),
        Tab("Lifecycle", f"{here}{sign}tab=lifecycle", current == "lifecycle"),
        Tab("Backlog", pattern("backlogs:product-backlog", moment)(slug), keys="g b"),
        Tab("Roadmap", pattern("backlogs:product-roadmap", moment)(slug)),
        Tab("Flow", pattern("backlogs:product-flow", moment)(slug)),
        Tab("Outcomes", pattern("backlogs:product-outcomes", moment)(slug)),
    ]
    return [tab for tab in tabs if tab.url]
