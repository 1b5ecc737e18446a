"""The packets of a quarter begin by themselves exactly once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from time_machine import travel

from portfolio.kernel.quarters import Quarter
from reviews.actions.openings import begin_due_quarters
from reviews.actions.runs import close_finished_runs, request_run
from reviews.models import PacketJob, QuarterStart, ReviewRun
from tests.builders import make_meeting, make_product

DUE = datetime(2026, 10, 8, 0, 5, tzinfo=UTC)
Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)


def end_runs() -> None:
    PacketJob.objects.update(state="cancelled")
    close_finished_runs()


def quarters() -> list[object]:
    return sorted(QuarterStart.objects.values_list("quarter_start", flat=True))


@pytest.mark.django_db
def test_twice_in_a_row_is_once_even_when_the_first_has_ended() -> None:
    make_product()
    with travel(DUE, tick=False):
        assert len(begin_due_quarters(DUE)) == 2  # the machine was off when Q2 was due
        end_runs()
        assert begin_due_quarters(DUE) == []
    assert quarters() == [Q2.start, Q3.start]
    assert ReviewRun.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_is_once() -> None:
    make_product()
    barrier, found = Barrier(4), []

    def work() -> None:
        barrier.wait(10)
        found.extend(begin_due_quarters(DUE))
        connection.close()

    with travel(DUE):
        threads = [Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(found) == 2
    assert (ReviewRun.objects.count(), QuarterStart.objects.count()) == (2, 2)


@pytest.mark.django_db
def test_the_first_meeting_says_when_and_a_run_since_then_counts() -> None:
    product = make_product()
    make_meeting(product.cluster, starts_at=datetime(2026, 10, 20, 8, tzinfo=UTC), quarter=Q3)
    with travel(DUE, tick=False):
        begin_due_quarters(DUE)
        assert quarters() == [Q2.start]
    asked = datetime(2026, 10, 13, 9, tzinfo=UTC)
    with travel(asked, tick=False):
        request_run(None, Q3)
        assert begin_due_quarters(asked + timedelta(minutes=1)) == []


@pytest.mark.django_db
def test_without_a_cluster_nothing_begins_and_nothing_is_noted() -> None:
    with travel(DUE, tick=False):
        assert begin_due_quarters(DUE) == []
    assert (ReviewRun.objects.count(), QuarterStart.objects.count()) == (0, 0)
