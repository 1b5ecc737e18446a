"""The page of a cluster of several products; one that holds a single product shows just that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from backlogs.queries.clock import ends
from backlogs.queries.state import open_items
from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.charts import share, slots, spark
from portfolio.kernel.marks import day, person_mark, stage_mark, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.numbers import mean
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted, joined
from portfolio.queries.addresses import page, pattern
from portfolio.queries.cluster_row import cluster_row, products_in
from portfolio.queries.items import ItemLine, item_lines
from portfolio.queries.marks import health_mark, score_text
from portfolio.queries.product_head import Action, load_tag
from portfolio.queries.warnings import WarningLine, warning_lines
from portfolio.values import LIVING, PortfolioPolicy
from products.permissions import edits_product
from products.queries import policy_on
from products.values import Rationale
from reviews.permissions import reads_load, reads_packets
from reviews.queries.load import carried_on
from reviews.values import LoadPolicy

TOP = 6


@dataclass(frozen=True)
class MemberRow:
    """One product of the cluster."""

    name: str
    url: str
    stage: SafeString
    spark: SafeString
    health: SafeString
    value: str
    items: int
    active: str


@dataclass(frozen=True)
class Tenure:
    """One stretch of ownership, or one member of the team."""

    name: str
    when: str
    note: str = ""


@dataclass(frozen=True)
class OwnerLoad:
    """What the owner carries, in squares and in a sentence."""

    slots: SafeString
    level: SafeString
    sentence: str


@dataclass(frozen=True)
class PacketLine:
    """One packet of the cluster."""

    label: str
    url: str


@dataclass(frozen=True)
class ClusterDetailPage:
    """Ready values for `portfolio/cluster_detail.html`; `alone_url` leads to its only product."""

    name: str
    summary: str
    rationale: str
    rationale_kinds: str
    clusters_url: str
    owner: SafeString
    load_tag: SafeString
    health: SafeString
    health_note: str
    actions: list[Action]
    members: list[MemberRow]
    items: list[ItemLine]
    items_note: str
    share: SafeString | str
    backlog_url: str
    load: OwnerLoad | None
    warnings: list[WarningLine]
    ownerships: list[Tenure]
    team: list[Tenure]
    packets: list[PacketLine]
    sees_packets: bool
    alone_url: str = ""


def cluster_detail_page(slug: str, moment: Moment, person: Person) -> ClusterDetailPage:
    """The cluster at the moment. Raises `NotFound` where there is none, or was none yet."""
    row = cluster_row(slug, moment)
    products = products_in(row["pk"], moment)
    version = policy_on(moment.on)
    policy = PortfolioPolicy.from_thresholds(version.thresholds)
    items = list(open_items([one["product_id"] for one in products], ends(moment.on)))
    owner = products[0] if products else {"owner_id": None, "owner_name": "", "owner_slug": ""}
    living = [one for one in products if one["stage"] in LIVING]
    scores = [one["health"] for one in living if one["health"] is not None]
    sees = reads_packets(person, row["pk"])
    return ClusterDetailPage(
        name=row["name"],
        summary=row["summary"],
        rationale=row["rationale"],
        rationale_kinds=joined([Rationale(kind).label for kind in row["rationale_kinds"]]),
        clusters_url=page("portfolio:cluster-list", moment),
        owner=_owner(owner, moment, person),
        load_tag=load_tag({**owner, "warnings": row["alarms"]}, person),
        health=health_mark(mean(scores), policy),
        health_note=f"{len(scores)} of {counted(len(living), 'product')} with a score",
        actions=_actions(row, moment, person),
        members=_members(products, items, moment, policy),
        items=item_lines(items[:TOP], moment),
        items_note=counted(len(items), "open item"),
        share=_share(products, items),
        backlog_url=pattern("backlogs:cluster-backlog", moment)(slug),
        load=_load(owner, moment, person, version.thresholds),
        warnings=_warnings(row, moment, person, sees),
        ownerships=[_tenure(one, moment) for one in row["tenures"]],
        team=[
            Tenure(one["name"], f"since {_day(one['since'], moment)}", one["role"])
            for one in row["team"]
        ],
        packets=_packets(row, moment) if sees else [],
        sees_packets=sees,
        alone_url=_alone(products, moment),
    )


def _alone(products: Sequence[Mapping[str, Any]], moment: Moment) -> str:
    if len(products) != 1:
        return ""
    return pattern("portfolio:product-detail", moment)(products[0]["product__slug"])


def _owner(owner: Mapping[str, Any], moment: Moment, person: Person) -> SafeString:
    sees = owner["owner_id"] is not None and reads_load(person, owner["owner_id"])
    url = pattern("reviews:owner-detail", moment)(owner["owner_slug"]) if sees else ""
    return person_mark(owner["owner_name"] or "", url)


def _actions(row: Mapping[str, Any], moment: Moment, person: Person) -> list[Action]:
    if moment.is_past:
        return []
    slug, wishes = row["slug"], []
    if is_leadership(person) or edits_product(person, row["pk"]):
        wishes.append(Action("Edit", pattern("products:cluster-edit")(slug)))
    if is_leadership(person):
        wishes.append(Action("Assign owner", pattern("reviews:ownership-form")(slug)))
    return [wish for wish in wishes if wish.url]


def _members(
    products: Sequence[Mapping[str, Any]],
    items: Sequence[Mapping[str, Any]],
    moment: Moment,
    policy: PortfolioPolicy,
) -> list[MemberRow]:
    url = pattern("portfolio:product-detail", moment)
    open_by: dict[int, int] = {}
    for item in items:
        open_by[item["product_id"]] = open_by.get(item["product_id"], 0) + 1
    return [
        MemberRow(
            name=one["product__name"],
            url=url(one["product__slug"]),
            stage=stage_mark(one["stage"] or ""),
            spark=health_spark(one, moment, policy),
            health=health_mark(one["health"], policy),
            value=score_text(one["value"]),
            items=open_by.get(one["product_id"], 0),
            active="",
        )
        for one in products
    ]


def health_spark(row: Mapping[str, Any], moment: Moment, policy: PortfolioPolicy) -> SafeString:
    """Health over eight quarters, gaps kept."""
    known = {one["start"]: one["health"] for one in row["scores"]}
    values = [known.get(quarter.start.isoformat()) for quarter in moment.quarter.trailing(8)]
    status = policy.band(row["health"]).value
    return spark(values, status=status, width=72, height=22)


def _share(
    products: Sequence[Mapping[str, Any]], items: Sequence[Mapping[str, Any]]
) -> SafeString | str:
    """How much of the open work each product takes: points, or items where one has none."""
    if not items:
        return ""
    by_points = all(item["effort"] for item in items)
    amounts: dict[int, int] = {}
    for item in items:
        size = item["effort"] if by_points else 1
        amounts[item["product_id"]] = amounts.get(item["product_id"], 0) + size
    parts = [(one["product__name"], amounts.get(one["product_id"], 0)) for one in products]
    known = [(name, amount) for name, amount in parts if amount]
    return share(sorted(known, key=lambda part: -part[1]), total=sum(amounts.values()))


def _load(
    owner: Mapping[str, Any], moment: Moment, person: Person, thresholds: Mapping[str, object]
) -> OwnerLoad | None:
    if owner["owner_id"] is None or not reads_load(person, owner["owner_id"]):
        return None
    load = carried_on(moment.on, [owner["owner_id"]])[owner["owner_id"]].load
    limits = LoadPolicy.from_thresholds(thresholds)
    drawn = slots(
        load.active,
        load.stable,
        active_limit=limits.active_ceiling,
        stable_limit=limits.stable_ceiling,
    )
    return OwnerLoad(drawn, status_mark(load.level.value), load.sentence)


def _warnings(
    row: Mapping[str, Any], moment: Moment, person: Person, sees: bool
) -> list[WarningLine]:
    known = [
        one
        for one in row["alarms"]
        if (sees if one["person_id"] is None else reads_load(person, one["person_id"]))
    ]
    return warning_lines(known, moment, person)


def _tenure(one: Mapping[str, Any], moment: Moment) -> Tenure:
    ended = min(filter(None, (one["until"], one["left_on"])), default=None)
    over = ended is not None and date.fromisoformat(ended) <= moment.on
    since = _day(one["since"], moment)
    when = f"{since} to {_day(ended, moment)}" if over else f"since {since}"
    left = over and one["left_on"] is not None and ended == one["left_on"]
    return Tenure(one["name"], when, "left" if left else one["reason"])


def _day(text: str | None, moment: Moment) -> str:
    return day(date.fromisoformat(text), moment.on) if text else ""


def _packets(row: Mapping[str, Any], moment: Moment) -> list[PacketLine]:
    """The newest revision of each quarter, newest first."""
    lines: dict[str, PacketLine] = {}
    for one in row["built"]:
        start = date.fromisoformat(one["quarter_start"])
        quarter = Quarter.of(start, moment.quarter.first_month)
        url = pattern("reviews:packet-detail", quarter=quarter.slug)(row["slug"])
        lines.setdefault(quarter.slug, PacketLine(quarter.label, url))
    return list(lines.values())[:4]
