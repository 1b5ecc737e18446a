"""The state of an item over HTTP and what an event keeps of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from backlogs.actions import change_state
from backlogs.models import Backlog, Item, StateEvent
from backlogs.values import ItemState, allowed_states, needs_reason
from portfolio.kernel.errors import Refused
from tests.backlogs.builders import make_items

HISTORY = {
    "idea": ("idea",),
    "ready": ("idea", "ready"),
    "in_progress": ("idea", "in_progress"),
    "waiting": ("idea", "in_progress", "waiting"),
    "shipped": ("idea", "in_progress", "shipped"),
    "dropped": ("idea", "dropped"),
}


@pytest.fixture
def url(cast):
    make_items(cast.planner, ["A"])
    return reverse("backlogs:item-state", args=["CP-1"])


def state():
    return Item.objects.get().state


def test_a_button_starts_the_work(cast, signed_in, url):
    form = {"state": "in_progress", "seen": "idea"}
    assert signed_in(cast.member).post(url, form).status_code == 302
    event = StateEvent.objects.get(to_state="in_progress")
    assert (event.from_state, event.by, event.product) == ("idea", cast.member, cast.planner)
    assert state() == "in_progress"


def test_the_same_button_twice_is_one_event(cast, signed_in, url):
    client = signed_in(cast.member)
    for _ in range(2):
        client.post(url, {"state": "in_progress", "seen": "idea"})
    assert StateEvent.objects.count() == 2


def test_dropping_asks_why(cast, signed_in, url):
    client = signed_in(cast.owner)
    assert "Reason" in client.get(f"{url}?to=dropped").content.decode()
    response = client.post(url, {"state": "dropped", "reason": " "})
    assert response.status_code == 422
    assert "Dropping an item needs a reason." in response.content.decode()
    assert state() == "idea"
    client.post(url, {"state": "dropped", "reason": "Nobody asked again."})
    assert StateEvent.objects.get(to_state="dropped").reason == "Nobody asked again."


def test_somebody_else_was_faster(cast, signed_in, url):
    signed_in(cast.owner).post(url, {"state": "ready", "seen": "idea"})
    response = signed_in(cast.member).post(url, {"state": "in_progress", "seen": "idea"})
    assert response.status_code == 409
    assert "is ready meanwhile" in response.content.decode()
    assert state() == "ready"


@pytest.mark.parametrize("before", ItemState)
@pytest.mark.parametrize("after", ItemState)
def test_every_step_there_is_and_no_other(cast, before, after):
    item = make_items(cast.planner, "A", states=HISTORY[before])["A"]
    events = StateEvent.objects.count()
    if after in allowed_states(before):
        if needs_reason(before, after):
            with pytest.raises(Refused, match="needs a reason"):
                change_state(cast.owner, item, after)
        change_state(cast.owner, item, after, "Because.")
        assert (state(), StateEvent.objects.count()) == (after, events + 1)
    elif after is not before:
        with pytest.raises(Refused, match="an item goes to"):
            change_state(cast.owner, item, after, "Because.")
        assert (state(), StateEvent.objects.count()) == (before, events)


def test_a_step_may_be_dated_back_but_not_before_the_last(cast):
    at = timezone.now() - timedelta(days=9)
    item = make_items(cast.planner, "A", at=at)["A"]
    for wrong in (at - timedelta(seconds=1), timezone.now() + timedelta(hours=1)):
        with pytest.raises(Refused):
            change_state(None, item, "ready", at=wrong)
    change_state(None, item, "ready", at=at + timedelta(days=1))
    assert StateEvent.objects.get(to_state="ready").at == at + timedelta(days=1)
    assert Backlog.objects.get().refined_at == at + timedelta(days=1)


def test_who_may_not(cast, signed_in, url):
    for person in (cast.employee, cast.leader, cast.facilitator, cast.admin, cast.stranger_owner):
        assert signed_in(person).get(url).status_code == 403
        assert signed_in(person).post(url, {"state": "ready"}).status_code == 403
    assert signed_in(cast.owner).post(f"{url}?at=2025-q1", {"state": "ready"}).status_code == 409
    assert signed_in(cast.owner).post(url, {"state": "gone"}).status_code == 422
    assert state() == "idea"
