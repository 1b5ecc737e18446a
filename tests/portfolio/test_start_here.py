"""Where to start: the numbers of each point, the order, and who may look."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from backlogs.actions import add_item
from backlogs.models import Item
from products.models import Product
from tests.builders import make_product, sign_in
from tests.harness.people import Cast
from tests.products.candidate_rows import make_candidate

pytestmark = pytest.mark.django_db
URL = "/start/"


def test_the_highest_first_with_their_numbers(cast: Cast, django_assert_max_num_queries) -> None:
    Product.objects.filter(pk=cast.planner.pk).update(daily_users=300)
    orphan = make_product("Fax", daily_users=25)
    make_product("Calm", daily_users=24)
    make_candidate("Relay", daily_users=80)
    make_candidate("Owned", owner_name="Ann", daily_users=999)
    for number in range(5):
        item = add_item(cast.owner, orphan, title=f"Old {number}")
        long_ago = timezone.now() - timedelta(days=181 if number else 179)
        Item.objects.filter(pk=item.pk).update(created_at=long_ago)
    client = sign_in(Client(), cast.leader)
    client.get(URL)
    with django_assert_max_num_queries(12):
        page = client.get(URL).context["page"]
    assert [(start.name, start.score) for start in page.first] == [
        ("Relay", 2), ("Fax", 2), ("Calm", 1),
    ]  # fmt: skip
    notes = [reason.note for reason in page.first[1].reasons]
    assert notes == [
        "25 daily users, counted from 25",
        "4 open items older than 180 days, counted from 5",
        "not known: no funding is recorded",
        "nobody is accountable",
    ]
    assert [start.care_url for start in page.first] == [
        f"{page.first[0].url}care/", "/clusters/fax/care/", "/clusters/calm/care/",
    ]  # fmt: skip


def test_a_fifth_old_item_is_a_point_also_as_of_then(cast: Cast) -> None:
    for number in range(5):
        item = add_item(cast.owner, cast.planner, title=f"Old {number}")
        Item.objects.filter(pk=item.pk).update(created_at=timezone.now() - timedelta(days=400))
        item.events.update(at=timezone.now() - timedelta(days=400))
    client = sign_in(Client(), cast.facilitator)
    for url in (URL, f"{URL}?at=2026-q3"):
        page = client.get(url).context["page"]
        assert [(start.name, start.score, start.care_url) for start in page.first] == [
            ("Rostering", 1, "")
        ]


def test_leadership_and_facilitators_only(cast: Cast) -> None:
    for person, status in ((cast.leader, 200), (cast.facilitator, 200), (cast.owner, 403)):
        assert sign_in(Client(), person).get(URL).status_code == status
    assert "Nothing waits" in sign_in(Client(), cast.leader).get(URL).content.decode()
