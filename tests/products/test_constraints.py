"""One forbidden row for each rule the database keeps about products and clusters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from products import models as m
from tests.constraints import missing, refused_by
from tests.harness.people import Cast
from tests.products.candidate_constraints import CASES as CANDIDATES
from tests.products.lifecycle_constraints import CASES as LIFECYCLE

pytestmark = pytest.mark.django_db
JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
OPEN, LATER, NONE = DateRange(JAN, None, "[)"), DateRange(FEB, None, "[)"), DateRange(empty=True)
NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
WEEK = DateRange(JAN, FEB, "[)")


def twice(model: type, **fields: object) -> Callable[[], object]:
    """The same row a second time."""

    def write() -> None:
        model.objects.create(**fields)
        model.objects.create(**fields)

    return write


def dated(name: str, model: type, column: str, **fields: object) -> dict:  # type: ignore[type-arg]
    """The two rules of every dated row."""
    return {
        f"{name}_one_at_a_time": lambda c: twice(model, **filled(fields, c), period=LATER)(),
        f"{column}_period_not_empty": lambda c: model.objects.create(
            **filled(fields, c), period=NONE
        ),
    }


def filled(fields: dict[str, object], cast: Cast) -> dict[str, object]:
    return {key: value(cast) if callable(value) else value for key, value in fields.items()}


def fresh(cast: Cast) -> m.Product:
    """A product without any dated row."""
    return m.Product.objects.get_or_create(
        slug="bare", defaults={"name": "Bare", "key": "BARE", "cluster": cast.payroll}
    )[0]


def candidate(**fields: object) -> m.Candidate:
    return m.Candidate.objects.create(**{"source": "CMDB", "key": "1", "name": "Fax", **fields})


def change(cast: Cast, **fields: object) -> m.Change:
    row = {"product": cast.planner, "kind": "migration", "title": "x", "started_on": FEB}
    return m.Change.objects.create(**{**row, **fields})


def override(cast: Cast, **fields: object) -> m.ActivityOverride:
    row = {"product": cast.planner, "treat_as": "stable", "reason": "x", "period": WEEK}
    return m.ActivityOverride.objects.create(**{**row, **fields})


def cluster(**fields: object) -> m.Cluster:
    return m.Cluster.objects.create(**{"name": "C", "slug": "c", "opened_on": FEB, **fields})


def product(cast: Cast, **fields: object) -> m.Product:
    row = {"name": "P", "slug": "p", "key": "PP", "cluster": cast.payroll}
    return m.Product.objects.create(**{**row, **fields})


def handover(cast: Cast, **fields: object) -> m.Handover:
    row = {
        "cluster": cast.rostering, "taker": cast.leader, "effective_on": FEB, "proposed_at": NOON,
    }  # fmt: skip
    return m.Handover.objects.create(**{**row, **fields})


def tick(cast: Cast, **fields: object) -> m.HandoverTick:
    proposed = m.Handover.objects.first() or handover(cast)
    row = {"handover": proposed, "point": "access", "by": cast.owner, "on": FEB}
    return m.HandoverTick.objects.create(**{**row, **fields})


def deputy(cast: Cast, **fields: object) -> m.Deputy:
    row = {"cluster": cast.rostering, "owner": cast.owner, "person": cast.member, "period": WEEK}
    return m.Deputy.objects.create(**{**row, **fields})


def confirmation(cast: Cast, **fields: object) -> m.Confirmation:
    row = {"cluster": cast.rostering, "person": cast.owner, "asked_on": FEB, "due_on": MAR}
    return m.Confirmation.objects.create(**{**row, **fields})


def persona() -> m.Persona:
    return m.Persona.objects.create(name="Clerk", slug="clerk")


def hours(cast: Cast, **fields: object) -> m.OwnerHours:
    row = {"product": cast.planner, "month": JAN, "hours": 8, "recorded_at": timezone.now()}
    return m.OwnerHours.objects.create(**{**row, **fields})


CASES = {
    **CANDIDATES,
    **LIFECYCLE,
    "candidate_key_unique": lambda c: [candidate(), candidate()],
    "candidate_judged_with_reason": lambda c: candidate(judgement="product"),
    "change_kind_known": lambda c: change(c, kind="holiday"),
    "change_ends_after_start": lambda c: change(c, ended_on=JAN),
    "change_planned_after_start": lambda c: change(c, planned_end=JAN),
    "cluster_rationale_kinds_known": lambda c: cluster(rationale_kinds=["small"], rationale="x"),
    "cluster_rationale_has_sentence": lambda c: cluster(rationale_kinds=["users"]),
    "cluster_closed_after_opened": lambda c: cluster(closed_on=JAN),
    "confirmation_one_open": lambda c: [confirmation(c), confirmation(c)],
    "confirmation_answer_has_day": lambda c: confirmation(c, answer="yes"),
    "confirmation_due_after_asked": lambda c: confirmation(c, due_on=JAN),
    "deputy_one_at_a_time": lambda c: [deputy(c), deputy(c)],
    "deputy_period_not_empty": lambda c: deputy(c, period=DateRange(None, FEB, "[)")),
    "deputy_has_end": lambda c: deputy(c, period=OPEN),
    "deputy_is_another": lambda c: deputy(c, person=c.owner),
    "handover_one_open": lambda c: [handover(c), handover(c)],
    "handover_state_known": lambda c: handover(c, state="asleep", answered_at=NOON),
    "handover_between_two": lambda c: handover(c, giver=c.leader),
    "handover_answered_has_time": lambda c: handover(c, state="accepted"),
    "handover_declined_has_reason": lambda c: handover(c, state="declined", answered_at=NOON),
    "tick_once": lambda c: [tick(c), tick(c)],
    "tick_point_known": lambda c: tick(c, point="coffee"),
    "dependency_unique": lambda c: twice(m.Dependency, product=c.planner, needs=c.swaps)(),
    "dependency_not_on_itself": lambda c: m.Dependency.objects.create(
        product=c.planner, needs=c.planner
    ),
    **dated(
        "override", m.ActivityOverride, "override",
        product=fresh, treat_as="stable", reason="x",
    ),
    "override_one_at_a_time": lambda c: [override(c), override(c)],
    "override_period_not_empty": lambda c: override(c, period=DateRange(None, FEB, "[)")),
    "override_has_end": lambda c: override(c, period=OPEN),
    "override_has_reason": lambda c: override(c, reason=""),
    "override_treat_as_known": lambda c: override(c, treat_as="asleep"),
    **dated(
        "ownership", m.Ownership, "ownership",
        cluster=lambda c: cluster(slug=f"c{m.Cluster.objects.count()}"), person=lambda c: c.owner,
    ),
    "ownership_one_at_a_time": lambda c: m.Ownership.objects.create(
        cluster=c.rostering, person=c.leader, period=LATER
    ),
    "product_user_unique": lambda c: twice(
        m.ProductUser, product=c.planner, persona=persona()
    )(),
    **dated(
        "placement", m.Placement, "placement", product=fresh, cluster=lambda c: c.payroll
    ),
    "product_kind_known": lambda c: product(c, kind="gadget"),
    "product_key_shape": lambda c: product(c, key="pp"),
    **dated("stage", m.StagePeriod, "stage", product=fresh, stage="growth"),
    "stage_known": lambda c: m.StagePeriod.objects.create(
        product=fresh(c), stage="zenith", period=OPEN
    ),
    "owner_hours_one_a_month": lambda c: [hours(c), hours(c)],
    "owner_hours_month_begins": lambda c: hours(c, month=date(2026, 1, 2)),
    "owner_hours_not_negative": lambda c: hours(c, hours=-1),
    **dated("strategic_mark", m.StrategicMark, "strategic_mark", product=fresh, reason="x"),
    "strategic_mark_has_reason": lambda c: m.StrategicMark.objects.create(
        product=c.planner, reason="", period=OPEN
    ),
    "membership_period_not_empty": lambda c: m.TeamMembership.objects.create(
        cluster=c.payroll, person=c.owner, period=NONE
    ),
    "membership_one_open": lambda c: twice(
        m.TeamMembership, cluster=c.payroll, person=c.owner, period=OPEN
    )(),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses(cast: Cast, name: str) -> None:
    assert refused_by(lambda: CASES[name](cast)) == name


def test_every_constraint_is_tried() -> None:
    assert missing("products", CASES) == set()


def test_one_owner_follows_another_on_the_same_day(cast: Cast) -> None:
    """Half-open periods meet without overlapping."""
    first = m.Ownership.objects.get(cluster=cast.rostering)
    first.period = DateRange(first.since, MAR, "[)")
    first.save()
    m.Ownership.objects.create(
        cluster=cast.rostering, person=cast.leader, period=DateRange(MAR, None, "[)")
    )
    assert m.Ownership.objects.on(MAR).get(cluster=cast.rostering).person == cast.leader
