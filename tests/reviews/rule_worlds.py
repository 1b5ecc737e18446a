"""What the rules are asked about in `test_rule_thresholds`: one small world around each threshold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

from backlogs.models import Backlog
from metrics.actions.deviations import accept_deviation, end_deviation
from metrics.actions.goals import add_goal
from people.actions.persons import deactivate_person
from portfolio.kernel.quarters import Quarter
from products.actions.retirement import keep_plan, note_progress
from products.actions.teams import join_team, leave_team
from reviews.actions.meetings import close_meeting
from tests.backlogs.builders import make_items
from tests.builders import (
    make_cluster,
    make_meeting,
    make_metric,
    make_person,
    make_product,
    measure,
    own,
    set_stage,
)

DIMENSIONS = ("improvement", "operations", "support")


def on(text: str) -> date:
    return date.fromisoformat(text)


def noon(text: str) -> datetime:
    return datetime.combine(on(text), datetime.min.time(), UTC).replace(hour=12)


def carries_two() -> None:
    owner = make_person("Marit Halden")
    own(owner, make_product("Crew Roster"))
    own(owner, make_product("Gates", introduced_on=on("2025-10-15")), on("2025-10-15"))


def owned_with_a_gap() -> None:
    first, product = make_person(), make_product("Gatehouse")
    own(first, product)
    deactivate_person(make_person(is_admin=True), first, on("2026-06-24"))
    own(make_person(), product, on("2026-07-11"))


def yearly(*days: str, level: str = "operational") -> Callable[[], None]:
    """96 % on the days, off target; a yearly metric, which is not stale for a year and a half."""

    def given() -> None:
        metric = make_metric(
            make_product("Gatehouse"), target=(99, 97, 90), cadence="year", level=level
        )
        for day in days:
            measure(metric, on(day), 96)

    return given


def accepted(ended: str = "", anew: str = "") -> Callable[[], None]:
    """96 % is accepted from 1 March up to 30 April."""

    def given() -> None:
        metric = make_metric(make_product("Gatehouse"), target=(99, 97, 90), cadence="year")
        measure(metric, on("2026-02-01"), 96)
        person, words = make_person(), {"value": Decimal(96), "reason": "Disks wait."}
        accept_deviation(person, metric, on("2026-03-01"), until=on("2026-04-30"), **words)
        if ended:
            end_deviation(person, metric, on(ended), "The disks came.")
        if anew:
            accept_deviation(person, metric, on(anew), until=on("2026-08-31"), **words)

    return given


def monthly(*days: str) -> Callable[[], None]:
    def given() -> None:
        metric = make_metric(make_product("Gatehouse"))
        make_metric(metric.product, "Never measured")
        for day in days:
            measure(metric, on(day), 99)

    return given


def tracks(number: int) -> Callable[[], None]:
    def given() -> None:
        product = make_product("Gatehouse")
        for place in range(number):
            dimension = DIMENSIONS[place % len(DIMENSIONS)]
            make_metric(
                product, f"Metric {place}", dimension=dimension, started_on=on("2026-05-04")
            )

    return given


def serves_nothing() -> None:
    add_goal(None, name="Calm travel", opened_on=on("2026-01-10"))
    make_product("Gatehouse")


def crowded(*days: str) -> Callable[[], None]:
    """Four items shipped on each of the days, while another product waits with a ready one."""

    def given() -> None:
        cluster = make_cluster("Yard")
        busy, idle = make_product("Busy", cluster), make_product("Idle", cluster)
        make_items(idle, "w", at=noon("2025-09-20"), states=("idea", "ready"))
        for day in days:
            make_items(busy, "abcd", at=noon(day), states=("idea", "shipped"))

    return given


def ships_silently() -> None:
    make_items(
        make_product("Gatehouse"), "abcde", at=noon("2026-03-12"), states=("idea", "shipped")
    )


def stays(stage: str) -> Callable[[], None]:
    def given() -> None:
        set_stage(
            make_product("Gatehouse", introduced_on=on("2022-06-01")), stage, on("2023-01-31")
        )

    return given


def retires(moved: int = 0) -> Callable[[], None]:
    """In retirement from January 2025; with `moved` of ten users, a plan up to 30 September."""

    def given() -> None:
        product = make_product("Gatehouse")
        set_stage(product, "retirement", on("2025-01-01"))
        if moved:
            keep_plan(
                None, product, 0, on=on("2025-02-01"), none_needed="Paper ends.", users_total=10,
                migrate_by=on("2025-09-30"),
            )  # fmt: skip
            note_progress(None, product, on("2025-09-01"), moved=moved)

    return given


def tended_in_february() -> None:
    product = make_product("Gatehouse")
    make_items(product, "a", at=noon("2026-01-05"))
    Backlog.objects.filter(cluster=product.cluster).update(refined_at=noon("2026-02-01"))


def team_of_four(left: int) -> Callable[[], None]:
    """So many of four leave on 10 February 2026."""

    def given() -> None:
        cluster = make_product("Gatehouse").cluster
        people = [make_person() for _ in range(4)]
        for person in people:
            join_team(None, cluster, person, on("2024-01-01"))
        for person in people[:left]:
            leave_team(None, cluster, person, on("2026-02-10"))

    return given


def reviewed_in_april() -> None:
    cluster = make_product("Gatehouse").cluster
    meeting = make_meeting(cluster, starts_at=noon("2026-04-20"), quarter=Quarter(2026, 1))
    close_meeting(None, meeting)
