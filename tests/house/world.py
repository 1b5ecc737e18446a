"""One thing of every kind, on two clusters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backlogs.actions import add_item
from backlogs.actions.links import add_link
from backlogs.actions.roadmap import NewEntry, Place, add_entry
from backlogs.actions.waits import add_wait
from backlogs.models import Comment, Item, Link, OutcomeReview, RoadmapEntry, Wait
from backlogs.queries.roadmap_links import CLUSTER_ROADMAP
from backlogs.values import Column
from metrics.actions.goals import add_goal
from metrics.actions.key_results import add_key_result
from metrics.actions.objectives import add_objective
from metrics.models import KeyResult, Metric, StrategicGoal
from people.actions.notifications import notify
from people.actions.persons import deactivate_person
from people.actions.share_links import GivenLink, share
from people.models import AccessToken, Notification, NotificationKind, Person
from people.queries import today
from portfolio.access import Role
from portfolio.kernel.quarters import Quarter
from portfolio.models import ImportBatch, ImportProfile
from products.actions.deputies import name_deputy
from products.actions.handovers import propose_handover
from products.actions.lifecycle import start_change
from products.actions.surroundings import add_dependency, note_users
from products.models import (
    Change,
    Cluster,
    Confirmation,
    Dependency,
    Deputy,
    Handover,
    PolicyVersion,
    Product,
    ProductUser,
)
from reviews.actions.grouping import group
from reviews.actions.packets import build_packet
from reviews.actions.runs import request_run
from reviews.models import Meeting, PortfolioWarning, ReviewRun, SplitAct
from tests.builders import (
    make_cluster,
    make_meeting,
    make_metric,
    make_person,
    make_product,
    make_token,
    make_warning,
    measure,
)
from tests.harness.people import Cast

OWN, FOREIGN, WHOLE = "own", "foreign", "whole"


@dataclass(frozen=True)
class Side:
    """One product with everything an address may name; `person` is who owns its cluster."""

    product: Product
    metric: Metric
    item: Item
    change: Change
    users: ProductUser
    dependency: Dependency
    result: KeyResult
    entry: RoadmapEntry
    given: GivenLink
    owner: Person
    member: Person
    link: Link
    wait: Wait
    meeting: Meeting
    warning: PortfolioWarning
    handover: Handover
    deputy: Deputy
    confirmation: Confirmation


@dataclass(frozen=True)
class World:
    """The cast, both sides, and what belongs to no cluster."""

    cast: Cast
    sides: dict[str, Side]
    quarter: Quarter
    run: ReviewRun
    batch: ImportBatch
    profile: ImportProfile
    gone: Person
    told: dict[int, int]
    said: dict[int, int]
    token: AccessToken
    goal: StrategicGoal
    split: SplitAct
    feed: str

    def actor(self, role: Role) -> Person | None:
        """Who plays the role; the stranger is nobody."""
        cast = self.cast
        return {
            Role.STRANGER: None,
            Role.EMPLOYEE: cast.employee,
            Role.MEMBER: cast.member,
            Role.OWNER: cast.owner,
            Role.LEADERSHIP: cast.leader,
            Role.FACILITATOR: cast.facilitator,
            Role.ADMIN: cast.admin,
        }[role]


def make_world(cast: Cast) -> World:
    """Everything, through the real actions."""
    quarter = Quarter.of(today()).previous()
    sides = {
        OWN: _side(cast.planner, cast.payslips, cast.owner, cast.member),
        FOREIGN: _side(cast.payslips, cast.planner, cast.stranger_owner, cast.stranger_owner),
    }
    sides[WHOLE] = replace(sides[FOREIGN], result=_result())
    for cluster in (cast.rostering, cast.payroll):
        build_packet(cluster.pk, quarter)
    gone = make_person("Gerd Gone")
    deactivate_person(cast.admin, gone, today())
    return World(
        cast=cast,
        sides=sides,
        quarter=quarter,
        run=request_run(cast.leader, quarter).run,
        batch=ImportBatch.objects.create(
            profile_name="sheet", profile_text="", source="sheet", created_by=cast.admin
        ),
        profile=ImportProfile.objects.create(name="own-sheet", title="Own sheet", text=PROFILE),
        gone=gone,
        told=_told(cast),
        said=_said(cast, sides),
        token=make_token(cast.owner)[0],
        split=_split(cast),
        goal=add_goal(cast.leader, name="Trains on time", opened_on=date(2026, 1, 1)),
        feed=share(cast.leader, "calendar-own", cast.leader.pk, today()).token,
    )


def _split(cast: Cast) -> SplitAct:
    """A product that stood alone was brought in; taking it back touches neither side."""
    home = make_cluster()
    return group(
        cast.leader, [make_product("Brought in")], home, on=today(), reason="The same people."
    )


def _told(cast: Cast) -> dict[int, int]:
    """A notification for each of the cast, by the key of who was told."""
    everybody = [one for one in vars(cast).values() if isinstance(one, Person)]
    notify(None, everybody, NotificationKind.MENTION, "Hello.", "/", "world")
    return dict(Notification.objects.values_list("person_id", "pk"))


def _said(cast: Cast, sides: dict[str, Side]) -> dict[int, int]:
    """A comment by each of the cast, by the key of who wrote it; one of them on the other side."""
    for person in (one for one in vars(cast).values() if isinstance(one, Person)):
        side = sides[FOREIGN if person == cast.stranger_owner else OWN]
        Comment.objects.create(item=side.item, by=person, at=timezone.now(), text="Hello.")
    return dict(Comment.objects.values_list("by_id", "pk"))


PROFILE = """
[profile]
name = "own-sheet"
title = "Own sheet"

[[target]]
kind = "person"
key = "Owner"
fields.name = "Owner"
"""


def _side(product: Product, other: Product, owner: Person, member: Person) -> Side:
    metric = make_metric(product, "Availability")
    measure(metric, Quarter.of(today()).previous().last_day, 99)
    item = add_item(owner, product, title=f"An item of {product.name}")
    awaited = add_item(owner, product, title=f"Another item of {product.name}")
    _reviewed(item)
    return Side(
        product=product,
        metric=metric,
        item=item,
        link=add_link(owner, item, "Plan", "https://plan.example/"),
        wait=add_wait(owner, item, awaited),
        meeting=make_meeting(product.cluster),
        change=start_change(
            owner, product, kind="migration", title="Moving", started_on=date(2026, 1, 1)
        ),
        users=note_users(owner, product, "Clerk", 5, "reads"),
        dependency=add_dependency(owner, product, other, "data"),
        result=_result(product=product),
        entry=add_entry(
            owner, product.cluster, NewEntry(title="A theme", product=product), Place(Column.NOW)
        ),
        given=share(owner, CLUSTER_ROADMAP, product.cluster_id, today()),
        owner=owner,
        member=member,
        warning=make_warning(product.cluster),
        **_promised(product.cluster, owner),
    )


def _promised(cluster: Cluster, owner: Person) -> dict[str, Any]:
    """Somebody of neither side is asked to take over, and stands in; the owner is asked too."""
    taker = Person.objects.filter(slug="tara-taker").first() or make_person("Tara Taker")
    ines, on = make_person(is_leadership=True), today()
    return {
        "handover": propose_handover(ines, cluster, taker, on, "", owner.slug),
        "deputy": name_deputy(owner, cluster, taker, on, on),
        "confirmation": Confirmation.objects.create(
            cluster=cluster, person=owner, asked_on=on, due_on=on
        ),
    }


def _reviewed(item: Item) -> None:
    """It was shipped once, and nobody could say what came of it."""
    OutcomeReview.objects.create(
        item=item,
        days=90,
        shipped_on=date(2026, 1, 1),
        due_on=date(2026, 4, 1),
        verdict="unknown",
        gap="no_figure",
        policy=PolicyVersion.objects.get(),
        computed_at=timezone.now(),
    )


def _result(**subject: Product) -> KeyResult:
    """An objective of the product with one key result; without a product, of the portfolio."""
    objective = add_objective(None, Quarter.of(today()), title="Fewer calls", **subject)
    zero, ten = Decimal(0), Decimal(10)
    return add_key_result(None, objective, title="Calls", start=ten, target=zero)
