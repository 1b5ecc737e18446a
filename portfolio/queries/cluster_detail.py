"""The page of a cluster of several products; one that holds a single product shows just that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from metrics.queries.hand_ins import hand_ins_of
from metrics.queries.progress import readings_of
from people.models import Person
from people.permissions import is_leadership
from portfolio.kernel.marks import person_mark, status_mark
from portfolio.kernel.moments import Moment
from portfolio.kernel.quarters import Quarter
from portfolio.kernel.words import counted, joined
from portfolio.queries.addresses import page, pattern
from portfolio.queries.cluster_headline import cluster_scores
from portfolio.queries.cluster_members import MemberRow, member_rows, share_of
from portfolio.queries.cluster_people import OwnerLoad, Tenure, day_of, owner_load, tenure
from portfolio.queries.cluster_row import cluster_row, products_in
from portfolio.queries.goal_lines import Addresses, ObjectiveLine, objective_line
from portfolio.queries.goal_list import objectives_in
from portfolio.queries.items import ItemLine, item_lines, open_work
from portfolio.queries.product_head import Action, ScoreFact, load_tag
from portfolio.queries.promises import PromiseLine, promise_lines
from portfolio.queries.warnings import WarningLine, warning_lines
from portfolio.values import PortfolioPolicy
from products.permissions import edits_product
from products.queries import policy_on
from products.queries.dependencies import CutLine, cut_of
from products.values import Rationale
from reviews.permissions import reads_load, reads_packets
from reviews.queries.split_pages import (
    SplitSection,
    Undoable,
    cluster_at,
    split_section,
    undoable,
)

TOP = 6


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
    health: ScoreFact
    value: ScoreFact
    actions: list[Action]
    members: list[MemberRow]
    items: list[ItemLine]
    items_note: str
    share: SafeString | str
    backlog_url: str
    flow_url: str
    outcomes_url: str
    roadmap_url: str
    load: OwnerLoad | None
    warnings: list[WarningLine]
    ownerships: list[Tenure]
    team: list[Tenure]
    packets: list[PacketLine]
    sees_packets: bool
    objectives: list[ObjectiveLine]
    quarter: str
    numbers: SafeString
    split: SplitSection | None
    undoable: list[Undoable]
    cut: CutLine | None
    dependencies_url: str
    promises: list[PromiseLine]
    alone_url: str = ""


def cluster_detail_page(slug: str, moment: Moment, person: Person) -> ClusterDetailPage:
    """The cluster at the moment. Raises `NotFound` where there is none, or was none yet."""
    row = cluster_row(slug, moment)
    products = products_in(row["pk"], moment)
    version = policy_on(moment.on)
    policy = PortfolioPolicy.from_thresholds(version.thresholds)
    work = open_work([one["product_id"] for one in products], moment, TOP)
    owner = products[0] if products else {"owner_id": None, "owner_name": "", "owner_slug": ""}
    health, value = cluster_scores(row["pk"], slug, products, moment, version)
    sees = reads_packets(person, row["pk"])
    return ClusterDetailPage(
        name=row["name"],
        summary=row["summary"],
        rationale=row["rationale"],
        rationale_kinds=joined([Rationale(kind).label for kind in row["rationale_kinds"]]),
        clusters_url=page("portfolio:cluster-list", moment),
        owner=_owner(owner, moment, person),
        load_tag=load_tag({**owner, "warnings": row["alarms"]}, person),
        health=health,
        value=value,
        actions=_actions(row, moment, person),
        members=member_rows(products, work.by_product, moment, policy),
        items=item_lines(work.top, moment),
        items_note=counted(work.items, "open item"),
        share=share_of(products, work),
        **_screens(slug, moment),
        load=owner_load(owner, moment, person, version.thresholds),
        warnings=_warnings(row, moment, person, sees),
        ownerships=[tenure(one, moment) for one in row["tenures"]],
        team=_team(row, moment),
        packets=_packets(row, moment) if sees else [],
        sees_packets=sees,
        objectives=_objectives(row["pk"], moment),
        quarter=moment.quarter.label,
        numbers=_numbers(row["pk"], moment),
        split=_split(slug, moment, person) if sees and len(products) > 1 else None,
        undoable=undoable(row["pk"]) if is_leadership(person) and not moment.is_past else [],
        promises=promise_lines(row["pk"], moment, person),
        cut=cut_of(row["pk"]) if sees and not moment.is_past and len(products) > 1 else None,
        dependencies_url="" if moment.is_past else pattern("products:cluster-dependencies")(slug),
        alone_url=_alone(products, moment),
    )


def _split(slug: str, moment: Moment, person: Person) -> SplitSection | None:
    """Whether a product should split out, for who reads the cluster's warnings."""
    return split_section(cluster_at(slug, moment), moment, person)


def _numbers(cluster_id: int, moment: Moment) -> SafeString:
    """Whether the owner handed in the numbers of the newest quarter that is over."""
    over = moment.quarter.previous()
    found = hand_ins_of([cluster_id], over, moment.on).get(cluster_id)
    words = found.words if found else "Not handed in"
    mark = status_mark(found.tone if found else "none", over.label)
    return format_html('{} <span class="faint">{}</span>', mark, words)


def _team(row: Mapping[str, Any], moment: Moment) -> list[Tenure]:
    return [
        Tenure(one["name"], f"since {day_of(one['since'], moment)}", one["role"])
        for one in row["team"]
    ]


def _screens(slug: str, moment: Moment) -> dict[str, str]:
    """The other screens of the cluster."""
    return {
        f"{name}_url": pattern(f"backlogs:cluster-{name}", moment)(slug)
        for name in ("backlog", "flow", "outcomes", "roadmap")
    }


def _objectives(cluster_id: int, moment: Moment) -> list[ObjectiveLine]:
    """The cluster's own objectives of the quarter; those of its products stand on their pages."""
    rows, to = objectives_in(moment).filter(cluster_id=cluster_id), Addresses.at(moment)
    return [objective_line(one, to) for one in readings_of(rows, moment.on)]


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
    if edits_product(person, row["pk"]):
        wishes.append(Action("Team", pattern("products:team")(slug)))
        write = pattern("metrics:cluster-objective-create")(slug)
        wishes.append(Action("New objective", write))
    if edits_product(person, row["pk"]) or is_leadership(person):
        wishes.append(Action("Deputies", pattern("products:deputies")(slug)))
    if is_leadership(person):
        wishes.append(Action("Edit", pattern("products:cluster-edit")(slug)))
        wishes.append(Action("Propose an owner", pattern("reviews:ownership-form")(slug)))
    return [wish for wish in wishes if wish.url]


def _warnings(
    row: Mapping[str, Any], moment: Moment, person: Person, sees: bool
) -> list[WarningLine]:
    known = [
        one
        for one in row["alarms"]
        if (sees if one["person_id"] is None else reads_load(person, one["person_id"]))
    ]
    return warning_lines(known, moment, person)


def _packets(row: Mapping[str, Any], moment: Moment) -> list[PacketLine]:
    """The newest revision of each quarter, newest first."""
    lines: dict[str, PacketLine] = {}
    for one in row["built"]:
        start = date.fromisoformat(one["quarter_start"])
        quarter = Quarter.of(start, moment.quarter.first_month)
        url = pattern("reviews:packet-detail", quarter=quarter.slug)(row["slug"])
        lines.setdefault(quarter.slug, PacketLine(quarter.label, url))
    return list(lines.values())[:4]
