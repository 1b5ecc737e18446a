"""What an item shall change: said, said better, and refused where it could not be judged."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from backlogs.actions import Hypothesis, add_item_with_outcome, change_state, set_outcome
from backlogs.models import Item, Outcome
from people.queries import today
from portfolio.kernel.errors import Refused
from portfolio.kernel.marks import day
from products.models import Persona, ProductUser
from tests.backlogs.builders import make_items
from tests.builders import days_ago, make_metric, make_product, measure

URL = "/items/CP-1/outcome/"
DUE = today() + timedelta(days=200)


@pytest.fixture
def metric(cast):
    make_items(cast.planner, ["Warn planners early"])
    persona = Persona.objects.create(name="Roster planner", slug="roster-planner")
    ProductUser.objects.create(product=cast.planner, persona=persona)
    row = make_metric(cast.planner, "Breaches", None, unit="", direction="lower")
    measure(row, days_ago(3, today()), "12")
    return row


def form(metric, **changes):
    fields = {"persona": "roster-planner", "statement": "", "target": f"m{metric.pk}"}
    return {**fields, "value_from": "", "value_to": "4", "due_on": str(DUE), **changes}


def test_it_is_said_and_read_as_a_sentence(cast, signed_in, metric):
    client = signed_in(cast.member)
    assert "No outcome yet" in client.get("/items/CP-1/").content.decode()
    text = client.get(URL).content.decode()
    assert "Breaches (now 12)" in text
    assert client.post(URL, form(metric)).status_code == 302
    row = Outcome.objects.get()
    assert (row.value_from, row.value_to, row.metric, row.version) == (12, 4, metric, 1)
    page = client.get("/items/CP-1/").content.decode()
    assert "<b>Roster planner</b>" in page
    assert f"goes from 12 to 4 by {day(DUE)}" in page
    assert "No outcome yet" not in page
    assert client.post(URL, form(metric, version="1")).status_code == 302
    assert Outcome.objects.get().version == 1  # the same again writes nothing


def test_a_figure_chosen_brings_where_it_stands(cast, signed_in, metric):
    answer = signed_in(cast.owner).get(
        URL,
        {"target": f"m{metric.pk}", "statement": "Calmer nights"},
        headers={"HX-Request": "true"},
    )
    text = answer.content.decode()
    assert 'value="12"' in text
    assert "Calmer nights" in text
    assert "<h1>" not in text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("value_to", "12", "stands already"),
        ("value_to", "13", "Lower is better here"),
        ("value_to", "", "Say what it should become"),
        ("value_to", "99,4", "with a point"),
        ("value_to", "NaN", "with a point"),
        ("value_to", "1e400", "no more than"),
        ("due_on", "2026-01-05", "That day has passed"),
        ("due_on", "2999-01-01", "more than 50 years away"),
        ("due_on", "", "by when"),
        ("target", "", "Say in words"),
        ("target", "m999999", "not one of the available"),
        ("persona", "ghost", "not one of the available"),
    ],
)
def test_what_could_not_be_judged_is_refused_at_its_place(
    cast, signed_in, metric, field, value, words
):
    answer = signed_in(cast.owner).post(URL, form(metric, **{field: value}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Outcome.objects.exists()


def test_the_second_writer_sees_both_and_nothing_is_lost(cast, signed_in, metric):
    client = signed_in(cast.owner)
    client.post(URL, form(metric))
    answer = client.post(URL, form(metric, value_to="2"))
    assert answer.status_code == 409
    assert "goes from 12 to 4" in answer.content.decode()
    assert 'value="2"' in answer.content.decode()
    assert Outcome.objects.get().value_to == 4
    assert client.post(URL, form(metric, value_to="2", version="1")).status_code == 302
    assert Outcome.objects.get().value_to == 2


def test_another_products_figure_and_a_closed_item_are_refused(cast, metric):
    item = Item.objects.get()
    foreign = Hypothesis(metric=make_metric(make_product()), value_from=Decimal(1))
    with pytest.raises(Refused, match="another product"):
        set_outcome(cast.owner, item, foreign)
    change_state(cast.owner, item, "dropped", "Not wanted.")
    with pytest.raises(Refused, match="stays as it was said"):
        set_outcome(cast.owner, item, Hypothesis(statement="Calm"))
    assert not Outcome.objects.exists()


def test_it_can_be_taken_away_while_open_and_the_trail_keeps_it(cast, signed_in, metric):
    client, removal = signed_in(cast.owner), f"{URL}removal/"
    client.post(URL, form(metric, statement="Calmer nights"))
    assert "Take the outcome away" in client.get(URL).content.decode()
    for version in ("2", "", "x"):
        page = client.post(removal, {"version": version}, follow=True).content.decode()
        assert "Look again before you take it away" in page
    assert Outcome.objects.count() == 1
    assert signed_in(cast.employee).post(removal, {"version": "1"}).status_code == 403
    page = client.post(removal, {"version": "1"}, follow=True).content.decode()
    assert "CP-1 says no outcome now." in page
    assert not Outcome.objects.exists()
    assert client.post(removal, {"version": "1"}).status_code == 302
    trail = client.get("/items/CP-1/trail/").content.decode()
    assert "<b>Olga Owner</b> took away its outcome" in trail
    assert "<del>Calmer nights</del> <ins>–</ins>" in trail
    client.post(URL, form(metric))
    change_state(cast.owner, Item.objects.get(), "dropped", "Not wanted.")
    page = client.post(removal, {"version": "1"}, follow=True).content.decode()
    assert "stays as it was said" in page
    assert Outcome.objects.count() == 1


def test_an_item_refused_with_its_outcome_is_not_added_either(cast, metric):
    with pytest.raises(Refused):
        add_item_with_outcome(cast.owner, cast.planner, Hypothesis(), title="Second")
    assert Item.objects.count() == 1


def test_shipping_without_one_asks_and_goes_on(cast, signed_in, metric):
    item = Item.objects.get()
    change_state(cast.owner, item, "in_progress")
    client = signed_in(cast.owner)
    page = client.get("/items/CP-1/").content.decode()
    assert '<a class="btn small ghost" href="/items/CP-1/state/?to=shipped">Ship</a>' in page
    assert "No outcome yet." in client.get("/items/CP-1/state/?to=shipped").content.decode()
    assert client.post(reverse("backlogs:item-state", args=["CP-1"]), {"state": "shipped"})
    item.refresh_from_db()
    assert item.state == "shipped"
