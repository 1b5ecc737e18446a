"""One forbidden row for each rule the database keeps about reviews."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from products.models import Cluster, PolicyVersion
from reviews.models import (
    Packet,
    PacketFreeze,
    PacketJob,
    PacketNote,
    PortfolioWarning,
    ProductActivityDay,
    ReviewRun,
    WarningDue,
    WarningEvent,
)
from tests.builders import make_cluster, make_person, make_product
from tests.constraints import missing, refused_by
from tests.reviews.meeting_constraints import CASES as MEETING_ROWS
from tests.reviews.split_constraints import CASES as SPLIT_ROWS

pytestmark = pytest.mark.django_db
Q3 = date(2026, 7, 1)


def policy() -> PolicyVersion:
    return PolicyVersion.objects.order_by("number")[0]


def packet(cluster: Cluster, **fields: object) -> Packet:
    row = {
        "cluster": cluster, "quarter_start": Q3, "revision": 1, "body": b"{}", "sha256": "a" * 64,
        "policy": policy(), "built_at": timezone.now(),
    }  # fmt: skip
    return Packet.objects.create(**{**row, **fields})


def run(**fields: object) -> ReviewRun:
    row = {"quarter_start": Q3, "policy": policy(), "requested_at": timezone.now()}
    return ReviewRun.objects.create(**{**row, **fields})


def job(cluster: Cluster, times: int = 1, **fields: object) -> None:
    parent = run()
    for _ in range(times):
        PacketJob.objects.create(run=parent, cluster=cluster, **fields)


def warning(cluster: Cluster | None, **fields: object) -> PortfolioWarning:
    now = timezone.now()
    row = {
        "rule": "orphan", "cluster": cluster, "severity": "risk", "sentence": "No owner.",
        "since": Q3, "policy": policy(), "opened_at": now, "evaluated_at": now,
    }  # fmt: skip
    return PortfolioWarning.objects.create(**{**row, **fields})


def event(cluster: Cluster, **fields: object) -> None:
    row = {"warning": warning(cluster), "kind": "opened", "at": timezone.now(), "severity": "risk"}
    WarningEvent.objects.create(**{**row, **fields})


def activity_day(**fields: object) -> ProductActivityDay:
    row = {"day": Q3, "policy": policy(), "counts": True, "is_active": True, "is_strained": False}
    product = fields.pop("product", None) or make_product()
    return ProductActivityDay.objects.create(**{**row, **fields}, product=product)


def note(cluster: Cluster) -> PacketNote:
    return PacketNote.objects.create(
        cluster=cluster, quarter_start=Q3, ask="A tester.", changed_at=timezone.now()
    )


def freeze(of: Packet) -> PacketFreeze:
    return PacketFreeze.objects.create(
        cluster=of.cluster, quarter_start=Q3, packet=of, frozen_at=timezone.now()
    )


CASES = {
    "activity_day_unique": lambda c: activity_day(product=activity_day().product),
    "activity_day_retired_is_neither": lambda c: activity_day(counts=False),
    "packet_unique": lambda c: [packet(c), packet(c)],
    "packet_revision_positive": lambda c: packet(c, revision=0),
    "packet_sha256_shape": lambda c: packet(c, sha256="A" * 64),
    "packet_note_unique": lambda c: [note(c), note(c)],
    "packet_frozen_once": lambda c: [freeze(packet(c)), freeze(packet(c, revision=2))],
    "run_one_running": lambda c: [run(), run()],
    "run_state_known": lambda c: run(
        state="lost", finished_at=timezone.now() + timedelta(minutes=1)
    ),
    "run_finished_when_not_running": lambda c: run(state="done"),
    "job_one_per_cluster": lambda c: job(c, times=2),
    "job_state_known": lambda c: job(c, state="lost"),
    "job_done_has_packet": lambda c: job(c, state="done"),
    "warning_one_subject": lambda c: warning(c, person=make_person()),
    "warning_one_open": lambda c: [warning(c), warning(c)],
    "warning_severity_known": lambda c: warning(c, severity="panic"),
    "warning_evaluated_after_opened": lambda c: warning(
        c, evaluated_at=timezone.now() - timedelta(days=1)
    ),
    "warning_event_kind_known": lambda c: event(c, kind="forgotten"),
    "warning_event_by_somebody": lambda c: event(c, kind="acknowledged"),
    "warning_event_snooze_ends": lambda c: event(
        c, kind="snoozed", by=make_person(), note="Later."
    ),
    "warning_due_one_thing": lambda c: WarningDue.objects.create(
        asked_at=timezone.now(), cluster=c, person=make_person()
    ),
    **SPLIT_ROWS,
    **MEETING_ROWS,
}


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses(name: str) -> None:
    cluster = make_cluster()
    assert refused_by(lambda: CASES[name](cluster)) == name


def test_every_constraint_is_tried() -> None:
    assert missing("reviews", CASES) == set()


def test_a_resolved_warning_makes_room_for_the_next() -> None:
    cluster = make_cluster()
    warning(cluster, resolved_on=Q3)
    warning(cluster)
    assert PortfolioWarning.objects.open().count() == 1
