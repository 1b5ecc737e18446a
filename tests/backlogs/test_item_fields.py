"""Rewording an item: two hands never overwrite each other."""

from __future__ import annotations

import pytest
from django.urls import reverse

from backlogs.models import Item
from tests.backlogs.builders import make_items


@pytest.fixture
def url(cast):
    make_items(cast.planner, ["Old title"], description="Old words.")
    return reverse("backlogs:item-fields", args=["CP-1"])


def form(**changes):
    fields = {"title": "New title", "type": "fix", "dimension": "support", "effort": "2"}
    return {**fields, "description": "New words.", "assignee": "", "version": "1", **changes}


def test_the_form_saves_and_leads_back(cast, signed_in, url):
    client = signed_in(cast.member)
    assert "Old words." in client.get(url).content.decode()
    assert client.post(url, form()).status_code == 302
    item = Item.objects.get()
    assert (item.title, item.type, item.effort, item.description, item.version) == (
        "New title",
        "fix",
        2,
        "New words.",
        2,
    )


def test_the_second_editor_sees_both_and_may_save_over_it(cast, signed_in, url):
    signed_in(cast.owner).post(url, form(title="Theirs"))
    client = signed_in(cast.member)
    response = client.post(url, form(title="Mine"))
    text = response.content.decode()
    assert response.status_code == 409
    assert "title: Theirs" in text
    assert "title: Mine" in text
    assert 'value="Mine"' in text
    assert Item.objects.get().title == "Theirs"
    version = response.context["form"]["version"].value()
    assert client.post(url, form(title="Mine", version=version)).status_code == 302
    assert Item.objects.get().title == "Mine"


def test_saving_the_same_twice_is_harmless(cast, signed_in, url):
    client = signed_in(cast.owner)
    assert client.post(url, form()).status_code == 302
    assert client.post(url, form()).status_code == 302
    assert Item.objects.get().version == 2


def test_a_wrong_form_and_wrong_people_change_nothing(cast, signed_in, url):
    assert signed_in(cast.owner).post(url, form(effort="x")).status_code == 422
    assert signed_in(cast.owner).post(url, form(version="")).status_code == 422
    for person in (cast.employee, cast.leader, cast.facilitator, cast.admin, cast.stranger_owner):
        assert signed_in(person).get(url).status_code == 403
        assert signed_in(person).post(url, form()).status_code == 403
    assert signed_in(cast.owner).post(f"{url}?at=2025-q1", form()).status_code == 409
    assert Item.objects.get().title == "Old title"


def test_a_preview_shows_the_markdown_and_saves_nothing(cast, signed_in, url):
    client = signed_in(cast.owner)
    answer = client.post(url, form(description="A **bold** word", effort="", preview="1"))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "A <strong>bold</strong> word" in text
    assert "A **bold** word</textarea>" in text
    assert 'value="New title"' in text
    assert Item.objects.get().title == "Old title"
    long = client.post(url, form(description="x" * 20_001, preview="1"))
    assert (long.status_code, Item.objects.get().version) == (422, 1)
