"""A run on its page: live while it moves, still afterwards; stopped and taken up again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from time_machine import travel

from people.models import Person
from reviews.actions.runs import request_run
from tests.builders import sign_in
from tests.reviews.pages import NOW, Q2, built, leader, roster

pytestmark = pytest.mark.django_db


@travel(NOW, tick=False)
def test_an_unfinished_run_asks_again_and_a_finished_one_does_not(client: Client) -> None:
    roster()
    reader = sign_in(client, leader())
    run = request_run(None, Q2).run
    url = f"/reviews/runs/{run.pk}/"
    text = reader.get(url).content.decode()
    assert 'hx-trigger="every 2s"' in text
    assert "0 of 1 packet built" in text
    assert "Queued, about to start." in text
    part = reader.get(url, headers={"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="run"')
    assert "<html" not in part.content.decode()
    run.jobs.update(state="cancelled")
    run.state, run.finished_at = "cancelled", run.requested_at
    run.save()
    assert "every 2s" not in reader.get(url).content.decode()


def test_a_run_nobody_takes_up_says_so(client: Client) -> None:
    with travel(NOW, tick=False):
        roster()
        run = request_run(None, Q2).run
    later = datetime.fromisoformat(NOW.replace("Z", "+00:00")).astimezone(UTC)
    with travel(later + timedelta(minutes=1), tick=False):
        text = sign_in(client, leader()).get(f"/reviews/runs/{run.pk}/").content.decode()
    assert "Queued, will start later" in text


@travel(NOW, tick=False)
def test_a_failed_packet_is_told_in_words(client: Client) -> None:
    roster()
    run = built()
    run.jobs.update(state="failed", error="The policy holds no such key.", packet=None)
    run.state = "failed"
    run.save()
    text = sign_in(client, leader()).get(f"/reviews/runs/{run.pk}/").content.decode()
    assert "1 packet could not be built." in text
    assert "The policy holds no such key." in text
    assert "Build what is missing" in text


@travel(NOW, tick=False)
def test_a_run_is_stopped_and_taken_up_again(client: Client) -> None:
    """The addresses "reviews:run-cancellation" and "reviews:run-retry"."""
    roster()
    run = request_run(None, Q2).run
    reader = sign_in(client, leader())
    assert reader.post(f"/reviews/runs/{run.pk}/cancellation/").status_code == 302
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert reader.post(f"/reviews/runs/{run.pk}/retry/").status_code == 302
    run.refresh_from_db()
    assert (run.state, run.jobs.get().state) == ("running", "waiting")


@travel(NOW, tick=False)
@pytest.mark.parametrize("verb", ["cancellation", "retry"])
def test_who_may_not_steer_changes_nothing(client: Client, verb: str) -> None:
    roster()
    run = request_run(None, Q2).run
    owner = sign_in(client, Person.objects.get(slug="marit-halden"))
    assert owner.post(f"/reviews/runs/{run.pk}/{verb}/").status_code == 403
    assert owner.get(f"/reviews/runs/{run.pk}/").status_code == 403
    run.refresh_from_db()
    assert run.state == "running"


@travel(NOW, tick=False)
def test_there_is_no_such_run(client: Client) -> None:
    reader = sign_in(client, leader())
    assert reader.get("/reviews/runs/999/").status_code == 404
    assert reader.post("/reviews/runs/999/retry/").status_code == 404
