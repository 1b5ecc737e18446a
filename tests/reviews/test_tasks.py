"""The doorbells, with a real worker: each may be repeated or run twice at once."""

from threading import Thread

import pytest
from django.db import connection

from people.queries import today
from portfolio.kernel.quarters import Quarter
from reviews.actions.runs import request_run
from reviews.models import Packet, PacketJob, PortfolioWarning, ReviewRun
from reviews.tasks import (
    begin_run,
    build_packets,
    evaluate_warnings,
    reconcile_runs,
    ring_for_run,
)
from tests.builders import make_person, make_product, own
from tests.harness.jobs import Worker

pytestmark = pytest.mark.django_db(transaction=True)
LAST = Quarter.of(today()).previous()


def test_a_run_is_built_by_the_worker(celery_worker: Worker) -> None:
    for name in ("Crew Roster", "Yard Board", "Berth Plan"):
        own(make_person(), make_product(name))
    run = request_run(None, LAST).run
    ring_for_run(run.pk)
    celery_worker.wait_until(lambda: ReviewRun.objects.get().state == "done")
    assert Packet.objects.count() == 3
    assert set(PacketJob.objects.values_list("attempts", flat=True)) == {1}


def test_every_doorbell_rung_twice_leaves_the_same_rows(celery_worker: Worker) -> None:
    make_product("Crew Roster")
    run = request_run(None, LAST).run
    keys = list(run.jobs.values_list("pk", flat=True))
    for _ in range(2):
        begin_run.delay(run.pk)
        build_packets.delay(keys)
        build_packets.delay(keys)
        reconcile_runs.delay()
        evaluate_warnings.delay()
        evaluate_warnings.delay()
    celery_worker.wait_until_idle()
    assert Packet.objects.count() == 1
    assert (PacketJob.objects.get().state, ReviewRun.objects.get().state) == ("done", "done")
    assert PortfolioWarning.objects.filter(resolved_on=None, rule="orphan").count() == 1


def test_two_threads_at_one_job_build_it_once() -> None:
    make_product("Crew Roster")
    run = request_run(None, LAST).run
    keys = list(run.jobs.values_list("pk", flat=True))

    def ring() -> None:
        build_packets(keys)
        connection.close()

    threads = [Thread(target=ring) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Packet.objects.values_list("revision", flat=True)) == [1]
    assert PacketJob.objects.get().attempts == 1


def test_a_job_tried_five_times_is_given_up_in_words_and_others_are_built() -> None:
    make_product("Crew Roster")
    make_product("Yard Board")
    run = request_run(None, LAST).run
    keys = list(run.jobs.order_by("pk").values_list("pk", flat=True))
    PacketJob.objects.filter(pk=keys[0]).update(attempts=5, state="building")
    build_packets(keys)
    poison, other = PacketJob.objects.order_by("pk")
    assert (poison.state, poison.attempts) == ("failed", 5)
    assert "ended 5 times" in poison.error
    assert other.state == "done"
    run.refresh_from_db()
    assert run.state == "failed"


def test_a_cluster_that_cannot_be_told_fails_at_once_and_takes_no_other_along() -> None:
    make_product("Crew Roster")
    own(make_person(), make_product("Yard Board"))
    run = request_run(None, LAST).run
    with connection.cursor() as cursor:  # a kind of change no version of the program knows
        cursor.execute("ALTER TABLE products_change DROP CONSTRAINT change_kind_known")
        cursor.execute(
            "INSERT INTO products_change (product_id, kind, title, started_on, note, version)"
            " SELECT id, 'nonsense', 'Odd', '2024-02-01', '', 1 FROM products_product"
            " WHERE name = 'Yard Board'"
        )
    try:
        build_packets(list(run.jobs.values_list("pk", flat=True)))
        failed = PacketJob.objects.get(state="failed")
        assert failed.cluster.name == "Yard Board"
        assert "nonsense" in failed.error
        assert PacketJob.objects.get(state="done").cluster.name == "Crew Roster"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM products_change")
            cursor.execute(
                "ALTER TABLE products_change ADD CONSTRAINT change_kind_known CHECK (kind IN"
                " ('migration', 'replatforming', 'major_upgrade', 'decommissioning'))"
            )
