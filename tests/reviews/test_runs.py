"""A run is asked for, joined, cancelled, tried again and closed."""

from datetime import date

import pytest
from time_machine import travel

from portfolio.kernel.errors import Conflict, Refused
from portfolio.kernel.quarters import Quarter
from reviews.actions.building import build_jobs
from reviews.actions.runs import cancel_run, close_finished_runs, request_run, retry_run
from reviews.models import Packet, PacketJob, ReviewRun
from tests.builders import make_person, make_product, own, set_stage

Q2 = Quarter(2026, 2)
NOW = travel("2026-07-10T10:00:00Z", tick=False)
pytestmark = pytest.mark.django_db


def jobs(run: ReviewRun) -> list[str]:
    return list(run.jobs.order_by("pk").values_list("state", flat=True))


@NOW
def test_a_request_writes_a_job_for_every_cluster_in_use() -> None:
    make_product("Crew Roster")
    set_stage(make_product("Fuel Ledger"), "retired", date(2026, 6, 30))
    make_product("Yard Board", introduced_on=date(2026, 7, 1))
    make_product("Berth Plan", introduced_on=date(2026, 6, 30))
    by = make_person("Ines Okafor", is_leadership=True)
    requested = request_run(by, Q2)
    assert not requested.joined
    assert requested.run.requested_by == by
    slugs = requested.run.jobs.order_by("pk").values_list("cluster__slug", flat=True)
    assert list(slugs) == ["berth-plan", "crew-roster"]


@NOW
def test_a_second_request_joins_the_running_one() -> None:
    make_product("Crew Roster")
    first, second = request_run(None, Q2), request_run(None, Q2)
    assert second.joined
    assert second.run == first.run
    assert PacketJob.objects.count() == 1


@NOW
@pytest.mark.parametrize(
    ("quarter", "code"),
    [(Quarter(2026, 3), "quarter_not_over"), (Quarter(2019, 1), "no_clusters")],
)
def test_a_quarter_without_packets_is_refused(quarter: Quarter, code: str) -> None:
    make_product("Crew Roster")
    with pytest.raises(Refused) as refused:
        request_run(None, quarter)
    assert refused.value.code == code
    assert ReviewRun.objects.count() == 0


@NOW
def test_building_every_job_closes_the_run() -> None:
    for name in ("Crew Roster", "Yard Board"):
        own(make_person(), make_product(name))
    run = request_run(None, Q2).run
    build_jobs(list(run.jobs.values_list("pk", flat=True)))
    run.refresh_from_db()
    assert (run.state, jobs(run)) == ("done", ["done", "done"])
    assert Packet.objects.count() == 2


@NOW
def test_building_the_same_jobs_again_leaves_the_same_rows() -> None:
    make_product("Crew Roster")
    run = request_run(None, Q2).run
    keys = list(run.jobs.values_list("pk", flat=True))
    build_jobs(keys)
    before = list(PacketJob.objects.values()), list(Packet.objects.values())
    build_jobs(keys)
    assert (list(PacketJob.objects.values()), list(Packet.objects.values())) == before


@NOW
def test_a_second_run_over_unchanged_data_makes_no_new_revision() -> None:
    make_product("Crew Roster")
    for _ in range(2):
        run = request_run(None, Q2).run
        build_jobs(list(run.jobs.values_list("pk", flat=True)))
    assert ReviewRun.objects.filter(state="done").count() == 2
    assert list(Packet.objects.values_list("revision", flat=True)) == [1]


@NOW
def test_a_cancelled_run_builds_nothing_and_can_be_taken_up_again() -> None:
    make_product("Crew Roster")
    run = request_run(None, Q2).run
    keys = list(run.jobs.values_list("pk", flat=True))
    cancel_run(None, run)
    build_jobs(keys)
    assert Packet.objects.count() == 0
    assert jobs(run) == ["cancelled"]
    assert retry_run(None, run).state == "running"
    build_jobs(keys)
    run.refresh_from_db()
    assert (run.state, jobs(run)) == ("done", ["done"])


@NOW
def test_a_run_is_not_taken_up_beside_another_of_its_quarter() -> None:
    make_product("Crew Roster")
    old = cancel_run(None, request_run(None, Q2).run)
    request_run(None, Q2)
    with pytest.raises(Conflict):
        retry_run(None, old)
    old.refresh_from_db()
    assert old.state == "cancelled"


@NOW
def test_closing_leaves_a_run_with_unfinished_jobs_alone() -> None:
    make_product("Crew Roster")
    run = request_run(None, Q2).run
    assert close_finished_runs() == 0
    run.jobs.update(state="failed", error="Told in words.")
    assert close_finished_runs() == 1
    run.refresh_from_db()
    assert run.state == "failed"
