"""The page that says where score and order of a cluster's list disagree most."""

from __future__ import annotations

from decimal import Decimal

from backlogs.actions import change_state, set_score
from backlogs.calculations.scoring import Rice
from tests.backlogs.builders import make_items


def score(cast, items, scores):
    for title, reach in scores.items():
        set_score(cast.owner, items[title], Rice(reach, Decimal(1), 100))


def test_it_says_who_stands_where(cast, signed_in, django_assert_max_num_queries):
    items = make_items(cast.planner, "abcd", effort=1)
    client = signed_in(cast.employee)
    url = f"/clusters/{cast.planner.cluster.slug}/backlog/scores/"
    assert "No open item is scored yet" in client.get(url).content.decode()
    score(cast, items, {"a": 100, "b": 500, "c": 900})
    client.get(url)
    with django_assert_max_num_queries(8):
        page = client.get(url)
    assert [(row.reference, row.place, row.by_score) for row in page.context["page"].rows] == [
        ("CP-1", 1, 3),
        ("CP-3", 3, 1),
    ]
    text = page.content.decode()
    assert "3 of 4 open items are scored by RICE" in text
    assert "2 places further down by score" in text
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "2 places further up by score" in part
    assert "<html" not in part


def test_agreement_is_said_and_closed_items_do_not_count(cast, signed_in):
    items = make_items(cast.planner, "abc", effort=1)
    score(cast, items, {"a": 100, "b": 500, "c": 200})
    change_state(cast.owner, items["a"], "dropped", "Not wanted.")
    url = f"/products/{cast.planner.slug}/backlog/scores/"
    page = signed_in(cast.owner).get(url).content.decode()
    assert "The 2 scored items stand in the order their scores say" in page
