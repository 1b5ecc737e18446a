"""Scoring an item, and reading how its score comes about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from backlogs.actions import change_state, edit_item, set_score
from backlogs.calculations.scoring import Rice, Wsjf, score_of
from backlogs.models import Item, Score
from backlogs.queries.scoring import with_score
from backlogs.values import Scheme
from people.queries import today
from portfolio.kernel.errors import Conflict, Refused
from products.actions.policy import adopt_policy
from tests.backlogs.builders import make_items

URL = "/items/CP-1/score/"
GIVEN = {"reach": "800", "impact": "2.00", "confidence": "80", "version": ""}


@pytest.fixture
def item(cast):
    return make_items(cast.planner, ["Warn early"], effort=5)["Warn early"]


def test_it_is_scored_and_the_panel_shows_the_working(cast, signed_in, item):
    client = signed_in(cast.member)
    assert "Not scored" in client.get("/items/CP-1/").content.decode()
    assert client.post(URL, GIVEN).status_code == 302
    assert "800 × 2 × 80 % ÷ 5 = 256" in client.get("/items/CP-1/").content.decode()
    assert client.post(URL, {**GIVEN, "version": "1"}).status_code == 302
    assert Score.objects.get().version == 1  # the same again writes nothing
    edit_item(cast.owner, item, 1, effort=None)
    assert "not scored: no effort" in client.get("/items/CP-1/").content.decode()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("reach", "0", "greater than or equal to 1"),
        ("reach", "NaN", "whole number"),
        ("impact", "4", "not one of the available"),
        ("confidence", "101", "less than or equal to 100"),
        ("confidence", "", "required"),
    ],
)
def test_odd_inputs_are_refused_at_their_place(cast, signed_in, item, name, value, words):
    answer = signed_in(cast.owner).post(URL, {**GIVEN, name: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Score.objects.exists()


def test_the_second_writer_sees_the_first(cast, signed_in, item):
    client = signed_in(cast.owner)
    client.post(URL, GIVEN)
    answer = client.post(URL, {**GIVEN, "reach": "900"})
    assert answer.status_code == 409
    assert "800 × 2 × 80 % ÷ 5 = 256" in answer.content.decode()
    assert 'value="900"' in answer.content.decode()
    assert Score.objects.get().reach == 800


def test_the_policy_chooses_the_scheme_and_nothing_is_lost(cast, signed_in, item):
    set_score(cast.owner, item, Rice(800, Decimal(2), 80))
    adopt_policy(cast.leader, {"backlog.scheme": "wsjf"}, today(), "Agreed.")
    client = signed_in(cast.owner)
    given = {"business_value": "8", "time_criticality": "5", "risk_reduction": "3"}
    assert client.post(URL, given).status_code == 302
    assert "(8 + 5 + 3) ÷ 5 = 3.2" in client.get("/items/CP-1/").content.decode()
    assert set(Score.objects.values_list("scheme", flat=True)) == {"rice", "wsjf"}


def test_a_closed_item_is_not_scored_and_a_stale_score_not_overwritten(cast, item):
    set_score(cast.owner, item, Wsjf(1, 2, 3))
    with pytest.raises(Conflict):
        set_score(cast.owner, item, Wsjf(3, 2, 1))
    change_state(cast.owner, item, "dropped", "Not wanted.")
    with pytest.raises(Refused):
        set_score(cast.owner, item, Wsjf(3, 2, 1), 1)
    assert Score.objects.get().business_value == 1


def test_the_database_divides_as_the_calculation_does(cast):
    items = make_items(cast.planner, "abc", effort=3)
    inputs = {"a": Rice(100, Decimal("0.25"), 50), "b": Rice(7, Decimal("0.50"), 99)}
    for title, given in inputs.items():
        set_score(cast.owner, items[title], given)
    for title, effort in (("a", 3), ("b", 7)):
        Item.objects.filter(title=title).update(effort=effort)
    found = dict(with_score(Item.objects.all(), Scheme.RICE).values_list("title", "score"))
    assert found == {"a": score_of(inputs["a"], 3), "b": score_of(inputs["b"], 7), "c": None}
    wsjf = dict(with_score(Item.objects.all(), Scheme.WSJF).values_list("title", "score"))
    assert wsjf == {"a": None, "b": None, "c": None}
